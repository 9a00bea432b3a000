-- From here on nothing that was overwritten or moved stays behind in the file; what an older program left behind is taken out before.
PRAGMA secure_delete = ON;
