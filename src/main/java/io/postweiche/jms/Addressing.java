package io.postweiche.jms;

import io.postweiche.core.mail.Address;
import java.util.List;

/** Who a mail says it is from and for, when no property says it. */
interface Addressing {
  /** Sender or From. */
  Address sender() throws PostFault;

  /** To, Cc and Bcc. */
  List<Address> recipients() throws PostFault;
}
