/** A text as HTML says it, between tags and in an attribute in double quotes. For what is made outside of a view. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
