package dev.portcullis.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private static final String ID = "7f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11";
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private final Routes routes =
      new Routes()
          .on("GET", "/things", (request, id) -> Reply.of(200, "all"))
          .on("POST", "/things", (request, id) -> Reply.of(201, request.body()))
          .on("GET", "/things/{id}", (request, id) -> Reply.of(200, id))
          .on("DELETE", "/things/{id}", (request, id) -> Reply.of(200, "gone " + id))
          .on("GET", "/things/{id}/parts", (request, id) -> Reply.of(200, "parts of " + id));

  @ParameterizedTest
  @CsvSource({
    "GET, /things, all",
    "GET, /things/" + ID + ", " + ID,
    "GET, /things/" + ID + "/parts, parts of " + ID,
    "DELETE, /things/" + ID + ", gone " + ID
  })
  void findWhatIsDone(String method, String path, String expected) throws Problem {
    assertThat(send(method, path, Map.of(), "").body()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "",
        "/thing",
        "/things/",
        "/things/1",
        "/things/" + ID + "/",
        "/things/7F1C1B0E-93CD-4A0E-9D0A-0A8A3E0F7A11",
        "/things/" + ID + "/parts/x",
        "/things/parts",
        "/things/../things",
        "/things/'; drop table things; --"
      })
  void rejectsOtherPaths(String path) {
    assertThatThrownBy(() -> send("GET", path, Map.of(), ""))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.code()).isEqualTo(Problem.Code.NOT_FOUND));
  }

  @Test
  void rejectsOtherMethodsNamingThoseThereAre() throws Problem {
    var reply = send("PUT", "/things/" + ID, JSON, "{}");

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.headers()).containsEntry("allow", "DELETE, GET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/json;charset=\"utf-8\""
      })
  void takeJsonInUtf8(String type) throws Problem {
    assertThat(send("POST", "/things", Map.of("content-type", type), "{}").status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "application/jsonp",
        "text/html; application/json"
      })
  void rejectsOtherKindsOfContent(String type) {
    assertThatThrownBy(() -> send("POST", "/things", Map.of("content-type", type), "{}"))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> assertThat(p.code()).isEqualTo(Problem.Code.UNSUPPORTED_MEDIA_TYPE));
  }

  @Test
  void rejectsCompressedContent() {
    var headers = Map.of("content-type", "application/json", "content-encoding", "gzip");

    assertThatThrownBy(() -> send("POST", "/things", headers, "{}"))
        .hasMessageStartingWith("unsupported-media-type");
  }

  @Test
  void rejectsBodiesThatNobodyShouldHaveToRead() throws Problem {
    var most = "ü".repeat(Routes.MAX_BODY_BYTES / 2);

    assertThat(send("POST", "/things", JSON, most).status()).isEqualTo(201);
    assertThatThrownBy(() -> send("POST", "/things", JSON, most + "x"))
        .hasMessage("body-too-large: the body has 65537 bytes; at most 65536");
  }

  private Reply send(String method, String path, Map<String, String> headers, String body)
      throws Problem {
    return routes.route(new Request(method, path, headers, Map.of(), body));
  }
}
