/**
 * Buckets, objects and multipart uploads. Times are milliseconds since 1970; keys compare by their UTF-8 bytes, as S3 lists
 * them. `blobs` is the JSON of the object's `Blob`s in order, `properties` that of its `ObjectProperties`.
 */
export const objectTables = `
  CREATE TABLE bucket (
    name TEXT PRIMARY KEY,
    created INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE object (
    id INTEGER PRIMARY KEY,
    bucket TEXT NOT NULL REFERENCES bucket (name),
    key TEXT NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    modified INTEGER NOT NULL,
    properties TEXT NOT NULL,
    blobs TEXT NOT NULL,
    UNIQUE (bucket, key)
  ) STRICT;

  CREATE TABLE upload (
    id TEXT PRIMARY KEY,
    bucket TEXT NOT NULL REFERENCES bucket (name),
    key TEXT NOT NULL,
    created INTEGER NOT NULL,
    properties TEXT NOT NULL
  ) STRICT;
  CREATE INDEX upload_key ON upload (bucket, key, id);

  CREATE TABLE part (
    upload_id TEXT NOT NULL REFERENCES upload (id),
    number INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    modified INTEGER NOT NULL,
    checksum TEXT NOT NULL,
    blob TEXT NOT NULL,
    PRIMARY KEY (upload_id, number)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * Versions of objects. Of a key's versions, those with the higher id are the newer, and the newest is `latest`; what was stored
 * without versioning is the version named `null`. A delete marker has no blobs. `answer` is the JSON of a `CompletedUpload`.
 */
export const versionTables = `
  ALTER TABLE bucket ADD COLUMN region TEXT NOT NULL DEFAULT 'us-east-1';
  ALTER TABLE bucket ADD COLUMN versioning TEXT;

  CREATE TABLE object_version (
    id INTEGER PRIMARY KEY,
    bucket TEXT NOT NULL REFERENCES bucket (name),
    key TEXT NOT NULL,
    version TEXT NOT NULL,
    latest INTEGER NOT NULL,
    delete_marker INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    modified INTEGER NOT NULL,
    properties TEXT NOT NULL,
    blobs TEXT NOT NULL,
    UNIQUE (bucket, key, version)
  ) STRICT;
  INSERT INTO object_version
    SELECT id, bucket, key, 'null', 1, 0, size, etag, modified, properties, blobs FROM object;
  DROP TABLE object;
  CREATE UNIQUE INDEX object_latest ON object_version (bucket, key) WHERE latest = 1;
  CREATE INDEX object_versions ON object_version (bucket, key, id DESC);

  CREATE TABLE completed_upload (
    id TEXT PRIMARY KEY,
    bucket TEXT NOT NULL REFERENCES bucket (name),
    key TEXT NOT NULL,
    completed INTEGER NOT NULL,
    answer TEXT NOT NULL
  ) STRICT;
  CREATE INDEX completed_upload_time ON completed_upload (completed);

  CREATE TABLE bucket_configuration (
    bucket TEXT NOT NULL REFERENCES bucket (name),
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (bucket, name)
  ) STRICT, WITHOUT ROWID;
`;
