package dev.portcullis.infra.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class UserDataTest {
  private final UserData data = new UserData("trading", "us-east-1", 8080, "/logs/app");

  @Test
  void fillsInEverything() {
    assertThat(data.script())
        .startsWith("#!/bin/bash\n")
        .contains(
            "Environment=SYSTEM=trading REGION=us-east-1 PORT=8080 PYTHONUNBUFFERED=1",
            "\"log_group_name\": \"/logs/app\"",
            "if path == \"/health\":")
        .doesNotContainPattern("@[A-Z_]+@");
  }

  /** Whatever becomes of the log agent, requests are answered. */
  @Test
  void servesBeforeItShipsLogs() {
    assertThat(data.script().indexOf("systemctl enable --now service"))
        .isPositive()
        .isLessThan(data.script().indexOf("dnf install"));
  }

  @Test
  void runsTheServiceWithoutRights() {
    assertThat(data.script()).contains("\nDynamicUser=yes\n", "\nNoNewPrivileges=yes\n");
  }

  @Test
  void isEncodedAsEc2TakesIt() {
    assertThat(new String(Base64.getDecoder().decode(data.encoded()), StandardCharsets.UTF_8))
        .isEqualTo(data.script());
  }

  @Test
  void rejectsMoreThanEc2Takes() {
    assertThatThrownBy(() -> new UserData("x".repeat(17_000), "us-east-1", 8080, "/l").encoded())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("user data: too long, got ")
        .hasMessageContaining("up to 16384");
  }
}
