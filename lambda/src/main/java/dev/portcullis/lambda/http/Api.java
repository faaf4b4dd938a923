package dev.portcullis.lambda.http;

/** Routes and what they do, without the service that brings the requests. */
@FunctionalInterface
public interface Api {

  /**
   * Does what was asked.
   *
   * @throws Problem when it cannot
   */
  Reply route(Request request) throws Problem;
}
