import type { OpenViewer } from '../context.ts';
import { messageBox } from '../messages.ts';

/** A file that can only be saved. */
export const openUnknown: OpenViewer = ({ context: { t, host }, file }) => {
  if (file.size === 0) return Promise.resolve({ element: messageBox('file', t('emptyFile')) });
  const save = () => void host.request('save', { uri: file.uri }).catch(() => undefined);
  return Promise.resolve({ element: messageBox('file', t('notPreviewable'), t('save'), save) });
};
