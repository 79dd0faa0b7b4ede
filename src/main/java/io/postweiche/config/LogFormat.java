package io.postweiche.config;

/** How the log is written to standard error. */
public enum LogFormat {
  /** A line for people and for scripts that know Postfix's log. */
  TEXT,
  /** A JSON object a line. */
  JSON
}
