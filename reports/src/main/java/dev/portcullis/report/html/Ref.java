package dev.portcullis.report.html;

/**
 * Words that may lead somewhere in the page.
 *
 * @param href empty where the page has nothing to lead to
 */
record Ref(String text, String href) {}
