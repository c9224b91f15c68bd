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
