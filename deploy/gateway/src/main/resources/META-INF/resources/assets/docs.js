// SwaggerUIBundle comes from the library's file; the page's rules (CSP) allow scripts of ours only, and none inline.
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'none',
  filter: true,
  operationsSorter: 'alpha',
  persistAuthorization: false,
  tryItOutEnabled: false,
  validatorUrl: null,
  requestInterceptor: request => {
    request.headers['X-Liverun-Client'] = 'docs';
    return request;
  },
});

fetch('/whoami', { headers: { 'X-Liverun-Client': 'docs' } })
  .then(response => response.json())
  .then(me => {
    document.getElementById('who').textContent = me.signed_in
      ? `${me.subject} (${me.roles.join(', ')}): "Try it out" acts as you, against live services`
      : 'not signed in: "Try it out" needs a token (Authorize)';
  })
  .catch(() => {});
