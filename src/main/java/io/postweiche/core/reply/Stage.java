package io.postweiche.core.reply;

/** Where in the SMTP dialogue a reply came; EOD is the end of data. */
public enum Stage {
  CONNECT,
  EHLO,
  STARTTLS,
  AUTH,
  MAIL,
  RCPT,
  DATA,
  EOD,
  UNKNOWN
}
