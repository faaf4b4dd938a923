package dev.portcullis.infra.compute;

/**
 * What an instance is.
 *
 * @param instanceType e.g. {@code t3.small}
 * @param imageId an AMI id, or {@code resolve:ssm:<parameter>}: EC2 reads the parameter at each
 *     launch, so no image is written down that only one region knows
 */
public record Machine(String instanceType, String imageId) {
  private static final String LINUX =
      "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

  /** The newest Amazon Linux 2023. */
  public static Machine linux(String instanceType) {
    return new Machine(instanceType, LINUX);
  }
}
