/** Folders whose files are no part of the user's own work, as `findFiles` takes them. */
export const leftOut = '**/{node_modules,.git,renv,packrat,.venv,venv}/**';
