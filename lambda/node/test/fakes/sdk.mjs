/** Answers by the name of the command; a test puts a function of the command's input here. */
export const answers = {};

/** What was sent, in order: client, configuration, command, input. */
export const sent = [];

class Client {
  constructor(configuration) {
    this.configuration = configuration;
  }

  async send(command) {
    const name = command.constructor.name;
    sent.push({ client: this.constructor.name, region: this.configuration.region, command: name, input: command.input });
    if (!answers[name]) throw new Error(`no answer to ${name} is prepared`);
    return answers[name](command.input);
  }
}

class Command {
  constructor(input) {
    this.input = input;
  }
}

export class SecretsManagerClient extends Client {}
export class EventBridgeClient extends Client {}
export class RDSClient extends Client {}
export class SSMClient extends Client {}
export class GetSecretValueCommand extends Command {}
export class PutEventsCommand extends Command {}
export class DescribeEventBusCommand extends Command {}
export class DescribeGlobalClustersCommand extends Command {}
export class DescribeDBClustersCommand extends Command {}
export class FailoverGlobalClusterCommand extends Command {}
export class GetParametersByPathCommand extends Command {}
export class GetParameterHistoryCommand extends Command {}
export class PutParameterCommand extends Command {}

/** Forgets everything; for the start of a test. */
export function reset() {
  sent.length = 0;
  for (const name of Object.keys(answers)) delete answers[name];
}
