-- The mail's trace, where it has one: who looks at a trace finds its mail.
ALTER TABLE mails ADD COLUMN trace_id VARCHAR(32);
CREATE INDEX mails_by_trace ON mails (trace_id, accepted_at DESC, id DESC);
