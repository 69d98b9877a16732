package org.cellblock.jupyter.cinf;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides who is answered over HTTP: who knows the token and asks for this machine by its own name.
 *
 * <p>A page of the web may make a browser ask here, by a name of its own that leads to this machine
 * (DNS rebinding): such a name is refused. Another user of this machine doesn't know the token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-host-and-authority">RFC 9110, Host</a>
 */
final class CinfGate {

  /** Why a request isn't answered. */
  record Refusal(int status, String reason) {}

  private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final int TOKEN_BYTES = 24;
  private static final int FORBIDDEN = 403;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int HTTP_PORT = 80;

  private final String token;
  private final Set<String> hosts;

  CinfGate(int port) {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.token = HexFormat.of().formatHex(random);
    this.hosts =
        NAMES.stream()
            .flatMap(
                name ->
                    port == HTTP_PORT
                        ? Stream.of(name, name + ":80")
                        : Stream.of(name + ":" + port))
            .collect(Collectors.toSet());
  }

  String token() {
    return token;
  }

  /** Returns why a request isn't answered; nothing when it is. */
  Optional<Refusal> refusal(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String uriHost = exchange.getRequestURI().getRawAuthority();
    if (!isHere(headers.get("Host")) || uriHost != null && !hosts.contains(uriHost)) {
      return forbidden("host %s: expected 127.0.0.1 or localhost, with the port", "Host", headers);
    }
    if (!METHODS.contains(exchange.getRequestMethod())) {
      return Optional.of(
          new Refusal(METHOD_NOT_ALLOWED, exchange.getRequestMethod() + ": expected GET or HEAD"));
    }
    if (headers.containsKey("Origin") && !isOwnPage(headers.get("Origin"))) {
      return forbidden("origin %s: expected none, or this server's address", "Origin", headers);
    }
    if (!knowsToken(exchange)) {
      return Optional.of(
          new Refusal(
              FORBIDDEN,
              "token: expected the one of the address that cinf has printed, as ?token=TOKEN or as"
                  + " the header Authorization: token TOKEN"));
    }
    return Optional.empty();
  }

  private boolean isHere(List<String> host) {
    return host != null && host.size() == 1 && hosts.contains(host.get(0).toLowerCase());
  }

  private boolean isOwnPage(List<String> origin) {
    return origin.size() == 1
        && origin.get(0).startsWith("http://")
        && isHere(List.of(origin.get(0).substring("http://".length())));
  }

  private static Optional<Refusal> forbidden(String reason, String header, Headers headers) {
    return Optional.of(new Refusal(FORBIDDEN, reason.formatted(headers.get(header))));
  }

  private boolean knowsToken(HttpExchange exchange) {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    Stream<String> asked =
        Arrays.stream(query.split("&"))
            .filter(word -> word.startsWith("token="))
            .map(word -> word.substring("token=".length()));
    Stream<String> said =
        exchange.getRequestHeaders().getOrDefault("Authorization", List.of()).stream()
            .filter(value -> value.matches("(?i)(token|bearer) .*"))
            .map(value -> value.substring(value.indexOf(' ') + 1).strip());
    return Stream.concat(asked, said).anyMatch(this::isToken);
  }

  /** Takes as long for a token that is nearly right. */
  private boolean isToken(String word) {
    return MessageDigest.isEqual(
        word.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
