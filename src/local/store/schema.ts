import { objectTables, versionTables } from './objects/schema.ts';

/** The state's tables. Times are milliseconds since 1970. */

const jobs = `
  CREATE TABLE processing_job (
    name TEXT PRIMARY KEY,
    arn TEXT NOT NULL,
    status TEXT NOT NULL,
    created INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    started INTEGER,
    ended INTEGER,
    exit_message TEXT,
    failure_reason TEXT,
    request TEXT NOT NULL
  ) STRICT;
  CREATE INDEX processing_job_created ON processing_job (created, name);
  CREATE INDEX processing_job_modified ON processing_job (modified);
  CREATE INDEX processing_job_status ON processing_job (status, name);
  CREATE INDEX processing_job_status_created ON processing_job (status, created, name);

  CREATE TABLE tag (
    arn TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (arn, key)
  ) STRICT, WITHOUT ROWID;
`;

const logs = `
  CREATE TABLE log_group (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE log_stream (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES log_group (id),
    name TEXT NOT NULL,
    created INTEGER NOT NULL,
    events INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    first_event INTEGER,
    last_event INTEGER,
    last_ingestion INTEGER,
    UNIQUE (group_id, name)
  ) STRICT;
  CREATE INDEX log_stream_last_event ON log_stream (group_id, last_event);

  -- Events are kept in the JSON they are answered in, many to a row: a page of a long log costs a few reads and no work.
  CREATE TABLE log_chunk (
    stream_id INTEGER NOT NULL REFERENCES log_stream (id),
    position INTEGER NOT NULL,
    events INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    first_event INTEGER NOT NULL,
    last_event INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (stream_id, position)
  ) STRICT;
  CREATE INDEX log_chunk_time ON log_chunk (first_event, stream_id, position);

  -- How far the log file of a job's host has been taken in; written in the transaction that stores the events.
  CREATE TABLE log_source (
    stream_id INTEGER PRIMARY KEY REFERENCES log_stream (id),
    file TEXT NOT NULL,
    offset INTEGER NOT NULL
  ) STRICT;
`;

const repositories = `
  CREATE TABLE repository (
    name TEXT PRIMARY KEY,
    created INTEGER NOT NULL,
    tag_mutability TEXT NOT NULL,
    scan_on_push INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

const retentionAndExclusions = `
  -- Days; null: for ever.
  ALTER TABLE log_group ADD COLUMN retention INTEGER;
  ALTER TABLE repository ADD COLUMN tag_mutability_exclusions TEXT NOT NULL DEFAULT '[]';
`;

const hostProcesses = `
  -- What runs for jobs, written before it may start.
  CREATE TABLE host_process (
    pid INTEGER PRIMARY KEY,
    birth TEXT NOT NULL,
    ml TEXT NOT NULL
  ) STRICT;
`;

/** Jobs are told apart by their kind and name; before, there were processing jobs alone. Their folders move as well: `jobFolder.ts`. */
const jobsOfKinds = `
  CREATE TABLE job (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    arn TEXT NOT NULL,
    status TEXT NOT NULL,
    created INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    started INTEGER,
    ended INTEGER,
    exit_message TEXT,
    failure_reason TEXT,
    request TEXT NOT NULL,
    PRIMARY KEY (kind, name)
  ) STRICT;
  INSERT INTO job (kind, name, arn, status, created, modified, started, ended, exit_message, failure_reason, request)
    SELECT 'processing', name, arn, status, created, modified, started, ended, exit_message, failure_reason, request
    FROM processing_job;
  DROP TABLE processing_job;
  CREATE UNIQUE INDEX job_arn ON job (arn);
  CREATE INDEX job_created ON job (kind, created, name);
  CREATE INDEX job_modified ON job (kind, modified);
  CREATE INDEX job_status ON job (kind, status, name);
  CREATE INDEX job_status_created ON job (kind, status, created, name);
  CREATE INDEX job_unfinished ON job (created, name) WHERE status IN ('InProgress', 'Stopping');
  UPDATE log_source SET file = 'jobs/processing.' || substr(file, 6) WHERE file LIKE 'jobs/%';
`;

/** Each entry brings the state from the version before to its own. Never change one that was released: add the next. */
export const migrations: readonly string[] = [
  [jobs, logs, objectTables].join('\n'),
  repositories,
  versionTables,
  retentionAndExclusions,
  hostProcesses,
  jobsOfKinds,
];
