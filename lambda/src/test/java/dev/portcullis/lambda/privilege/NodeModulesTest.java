package dev.portcullis.lambda.privilege;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that is not found would need no permission, says the test, and fails when it is made. */
class NodeModulesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import { own } from './own.mjs';",
        "import './own.mjs';",
        "import * as own from \"./own.mjs\";",
        "export * from './own.mjs';",
        "export { own } from './own.mjs';",
      })
  void findCommandsBehindEveryKindOfImport(String way) throws IOException {
    write("own.mjs", "import { own as own } from './lib/deep.mjs'; export const it = own;");
    write(
        "lib/deep.mjs",
        """
        import {
          PutEventsCommand,
          EventBridgeClient,
        } from "@aws-sdk/client-eventbridge";
        export const own = () => new EventBridgeClient({}).send(new PutEventsCommand({}));
        """);

    assertThat(NodeModules.actionsOf(write("handler.mjs", way)))
        .containsExactly("events:PutEvents");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import { PutEventsCommand as Put } from '@aws-sdk/client-eventbridge'; new Put();",
        "import { EventBridge } from '@aws-sdk/client-eventbridge'; new EventBridge().putEvents();",
        "import * as all from '@aws-sdk/client-eventbridge'; new all.PutEventsCommand();",
        "import all, { EventBridgeClient } from '@aws-sdk/client-x'; new EventBridgeClient();",
        "import { paginateGetParametersByPath } from '@aws-sdk/client-ssm';",
        "import { waitUntilTableExists } from '@aws-sdk/client-dynamodb';",
        "import { DeleteTableCommand } from '@aws-sdk/client-dynamodb'; use(DeleteTableCommand);",
        "export { PutEventsCommand } from '@aws-sdk/client-eventbridge';",
        "export * from '@aws-sdk/client-eventbridge';",
        "import '@aws-sdk/client-eventbridge';",
        "import { getSignedUrl } from '@aws-sdk/s3-request-presigner';",
        "import { Upload } from '@aws-sdk/lib-storage';",
        "import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';",
        "import { S3 } from 'aws-sdk';",
        "import { getSecret } from '@aws-lambda-powertools/parameters/secrets';",
        "const all = await import('@aws-sdk/client-eventbridge');",
        "const all = require('@aws-sdk/client-eventbridge');",
        "import { createRequire } from 'node:module'; createRequire(import.meta.url)('x');",
        "const name = '@aws-sdk/client-eventbridge';",
      })
  void rejectsWhatCouldHideACommand(String way) throws IOException {
    var module = write("handler.mjs", way);

    assertThatThrownBy(() -> NodeModules.actionsOf(module))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("handler.mjs");
  }

  private Path write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
