package io.postweiche.web.console;

import org.jspecify.annotations.Nullable;

/**
 * What every page shows around its own matter.
 *
 * @param t the words
 * @param section the entry of the menu it belongs to: {@code overview}, {@code mails}
 * @param title the heading, in words
 * @param here the page's own address, to come back to
 * @param token the forms' token
 * @param user who reads it; null before the login
 * @param operate whether the reader may change anything
 * @param session whether there is something to log out of
 * @param query what stands in the search field
 * @param said what just happened, in words
 */
public record Page(
    Texts t,
    String section,
    String title,
    String here,
    String token,
    @Nullable String user,
    boolean operate,
    boolean session,
    String query,
    @Nullable String said,
    Assets assets) {}
