package io.postweiche.config;

import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Repair;
import io.postweiche.core.reply.ReplyRule;
import io.postweiche.core.retry.RetryPolicy;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.core.routing.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, checked; contract section 2 says what each key means.
 *
 * @param file where it was read from; relative paths in it start at its folder, {@code data} at the
 *     working folder
 * @param relays in the order of the file
 * @param repair what may be mended in the header of mail that comes in
 * @param dkim the keys that sign mail of a domain on its way out, by domain
 * @param replies the operator's own verdicts, asked before those that come with Postweiche
 * @param alerts null when nobody wants any
 * @param tracing where traces go; null for nowhere
 */
public record Settings(
    Path file,
    String hostname,
    Path data,
    boolean sandbox,
    List<ListenSettings> listen,
    Map<RelayId, RelaySettings> relays,
    List<Route> routes,
    RetryPolicy retry,
    @Nullable BounceSettings bounces,
    BrokerSettings broker,
    ConsoleSettings console,
    TrackingSettings tracking,
    Set<Repair> repair,
    Map<String, List<DkimKey>> dkim,
    SrsSettings srs,
    List<ReplyRule> replies,
    @Nullable AlertSettings alerts,
    LogFormat log,
    @Nullable TracingSettings tracing) {

  public List<RelayProfile> profiles() {
    return relays.values().stream().map(RelaySettings::profile).toList();
  }

  /** What SRS rewrites into for relays that are bound to no domain; null when nothing says. */
  public @Nullable Domain srsDomain() {
    return srs.domain() != null || bounces == null ? srs.domain() : bounces.from().domain();
  }

  /** The same with other relays: the sandbox's stand-ins. */
  public Settings withRelays(Map<RelayId, RelaySettings> others) {
    return new Settings(
        file, hostname, data, sandbox, listen, others, routes, retry, bounces, broker, console,
        tracking, repair, dkim, srs, replies, alerts, log, tracing);
  }

  /** The same with what the command line overrides. */
  public Settings with(@Nullable Path otherData, boolean forceSandbox) {
    return new Settings(
        file,
        hostname,
        otherData == null ? data : otherData,
        sandbox || forceSandbox,
        listen,
        relays,
        routes,
        retry,
        bounces,
        broker,
        console,
        tracking,
        repair,
        dkim,
        srs,
        replies,
        alerts,
        log,
        tracing);
  }
}
