package io.postweiche.broker;

import io.postweiche.core.mail.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Addresses in one property, separated by commas; a comma inside a quoted local part is none. */
final class AddressColumn {
  private AddressColumn() {}

  static String join(List<Address> addresses) {
    return addresses.stream().map(Address::toString).collect(Collectors.joining(","));
  }

  static List<Address> split(String column) {
    List<Address> addresses = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= column.length(); i++) {
      char c = i < column.length() ? column.charAt(i) : ',';
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        addresses.add(Address.of(column.substring(start, i).strip()));
        start = i + 1;
      }
    }
    return addresses;
  }
}
