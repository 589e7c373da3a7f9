/** How text looks in a public issue: nobody is mentioned, nothing is referred to, nothing is markup. A preview; the service decides. */
export function publicly(text: string): string {
  return text
    .replace(/@(?=[A-Za-z0-9])/g, '@\u200b')
    .replace(/#(?=\d)/g, '#\u200b')
    .replace(/<(?=[A-Za-z/!])/g, '‹')
    .trim();
}
