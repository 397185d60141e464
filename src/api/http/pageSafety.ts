import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Safety headers of pages that bring scripts and styles of their own, as Swagger UI and Bull Board do. */
export function pageSafety(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  });
}
