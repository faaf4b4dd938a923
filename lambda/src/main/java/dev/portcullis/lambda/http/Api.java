package dev.portcullis.lambda.http;

/** Routes and what they do, without the service that brings the requests. */
public interface Api {

  /**
   * Does what was asked.
   *
   * @throws Problem when it cannot
   */
  Reply route(Request request) throws Problem;

  /** Answers the request; a problem is an answer too. */
  default Reply answer(Request request) {
    try {
      return route(request);
    } catch (Problem problem) {
      return Reply.refusal(problem);
    }
  }
}
