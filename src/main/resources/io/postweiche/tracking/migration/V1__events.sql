-- One row a mail: what is searched for, and its state now.
CREATE TABLE mails (
  id VARCHAR(64) PRIMARY KEY,
  message_id VARCHAR(255),
  message_key VARCHAR(255),             -- lower case, without angle brackets
  sender VARCHAR(400),                  -- empty: the null sender
  sender_key VARCHAR(400),              -- lower case
  sender_domain VARCHAR(255),
  subject VARCHAR(200),
  state VARCHAR(16) NOT NULL,
  relay VARCHAR(100),
  accepted_at BIGINT NOT NULL,          -- epoch ms, as all times here
  last_at BIGINT NOT NULL,
  recipient_count INT NOT NULL
);
CREATE INDEX mails_by_time ON mails (accepted_at DESC, id DESC);
CREATE INDEX mails_by_message_id ON mails (message_key, accepted_at DESC, id DESC);
CREATE INDEX mails_by_sender ON mails (sender_key, accepted_at DESC, id DESC);
CREATE INDEX mails_by_domain ON mails (sender_domain, accepted_at DESC, id DESC);
CREATE INDEX mails_by_state ON mails (state, accepted_at DESC, id DESC);

CREATE TABLE recipients (
  address VARCHAR(400) NOT NULL,        -- lower case
  accepted_at BIGINT NOT NULL,
  mail_id VARCHAR(64) NOT NULL,
  place INT NOT NULL,                   -- in the order of the envelope
  PRIMARY KEY (mail_id, address)
);
CREATE INDEX recipients_by_address ON recipients (address, accepted_at DESC, mail_id DESC);

CREATE TABLE events (
  n BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_key VARCHAR(100) NOT NULL UNIQUE, -- of the broker's message: what comes twice is stored once
  mail_id VARCHAR(64) NOT NULL,
  at BIGINT NOT NULL,
  kind VARCHAR(16) NOT NULL,
  relay VARCHAR(100),
  stage VARCHAR(16),
  verdict VARCHAR(40),
  reply VARCHAR(4000),
  detail VARCHAR(4000)
);
CREATE INDEX events_by_mail ON events (mail_id, n);

CREATE TABLE flow (
  at_minute BIGINT NOT NULL,            -- minutes since the epoch
  relay VARCHAR(100) NOT NULL,          -- empty: concerns no relay
  kind VARCHAR(16) NOT NULL,
  mails BIGINT NOT NULL,
  PRIMARY KEY (at_minute, relay, kind)
);
