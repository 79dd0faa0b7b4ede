package io.postweiche.web;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import org.jspecify.annotations.Nullable;

/**
 * How dead letters are replayed.
 *
 * @param via only this relay is tried
 * @param sender the new envelope sender; null keeps it
 * @param limit mails at most; 0 for no limit
 * @param rate mails a minute at most; 0 for no limit
 * @param dryRun tell what would happen and move nothing
 */
public record ReplayOptions(
    @Nullable RelayId via, @Nullable Address sender, int limit, int rate, boolean dryRun) {}
