package dev.portcullis.lambda.notification;

import software.amazon.awssdk.services.sns.SnsClient;

/** The operations topic of the region; calls {@code sns:Publish}. */
final class SnsTopic implements Notifier.Topic {
  private final SnsClient client;
  private final String arn;

  SnsTopic(SnsClient client, String arn) {
    this.client = client;
    this.arn = arn;
  }

  @Override
  public void publish(Announcement.Message message) {
    client.publish(r -> r.topicArn(arn).subject(message.subject()).message(message.text()));
  }
}
