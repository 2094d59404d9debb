-- A marketplace's warehouse may be several files and folders, read through a mapping ('' is the own layout). `paths` is a
-- JSON list of texts.
ALTER TABLE warehouse ADD COLUMN paths TEXT NOT NULL DEFAULT '[]';
ALTER TABLE warehouse ADD COLUMN mapping TEXT NOT NULL DEFAULT '';
UPDATE warehouse SET paths = json_array(folder);
ALTER TABLE warehouse DROP COLUMN folder;
