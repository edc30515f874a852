-- Which cases a notice was ever about, by its id: asked for each of a notice's entries that somebody reads who is not of the lane.
CREATE INDEX audit_entry_notice_case ON audit_entry (split_part(subject_id, ':', 1)) WHERE subject_table = 'notice_case' AND operation = 'insert';
