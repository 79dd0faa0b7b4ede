package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Style, scripts and icon, from the jar; nothing comes from elsewhere. */
public final class Assets {
  private static final String OWN = "/io/postweiche/web/console/assets/";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
  private static final String JS = "text/javascript; charset=utf-8";

  private final Asset css =
      new Asset("console.css", OWN + "console.css", "text/css; charset=utf-8");
  private final Asset script = new Asset("console.js", OWN + "console.js", JS);
  private final Asset htmx = new Asset("htmx.js", HTMX, JS);
  private final Asset icon = new Asset("icon.svg", OWN + "icon.svg", "image/svg+xml");

  public String css() {
    return css.url;
  }

  public String script() {
    return script.url;
  }

  public String htmx() {
    return htmx.url;
  }

  public String icon() {
    return icon.url;
  }

  void register(RoutesConfig routes) {
    for (Asset asset : new Asset[] {css, script, htmx, icon}) {
      routes.get(
          asset.path,
          ctx ->
              ctx.contentType(asset.type).header("Cache-Control", Asset.KEEP).result(asset.octets));
    }
  }

  /** A file; its address changes with its content, so browsers may keep it for good. */
  private static final class Asset {
    static final String KEEP = "public, max-age=31536000, immutable";
    final String path;
    final String url;
    final String type;
    final byte[] octets;

    Asset(String name, String resource, String type) {
      this.path = "/assets/" + name;
      this.type = type;
      this.octets = read(resource);
      CRC32 sum = new CRC32();
      sum.update(ByteBuffer.wrap(octets));
      this.url = path + "?" + Long.toHexString(sum.getValue());
    }

    private static byte[] read(String resource) {
      try (InputStream in = Assets.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new FileNotFoundException("the jar lacks " + resource);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
