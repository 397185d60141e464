/** Who asks, and where to complain: `AgroBot/0.1.0 (+mailto:…)`. */
export function userAgentOf(version: string, contact: string | null): string {
  return contact === null ? `AgroBot/${version}` : `AgroBot/${version} (+${contact})`;
}
