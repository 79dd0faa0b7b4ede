-- What comes twice is of the same mail: one index finds a mail's story and its doubles, where two had to be kept.
CREATE TABLE mail_events (
  n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_key VARCHAR(100) NOT NULL,
  mail_id VARCHAR(64) NOT NULL,
  at BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  relay VARCHAR(100),
  stage VARCHAR(16),
  verdict VARCHAR(40),
  reply VARCHAR(4000),
  detail VARCHAR(4000),
  UNIQUE (mail_id, event_key)
);
INSERT INTO mail_events (event_key, mail_id, at, kind, relay, stage, verdict, reply, detail)
  SELECT event_key, mail_id, at, kind, relay, stage, verdict, reply, detail FROM events ORDER BY n;
DROP TABLE events;
ALTER TABLE mail_events RENAME TO events;
