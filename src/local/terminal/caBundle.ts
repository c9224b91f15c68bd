import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as tls from 'node:tls';

/** Variables by which programs are told whom to trust: each of them replaces what the program would trust by itself. */
export const bundleVariables = ['AWS_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'SSL_CERT_FILE'] as const;

/** Where systems keep whom they trust: Debian, Red Hat, SUSE, Alpine and macOS. */
const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** PEM: whom the system trusts and whom the user's variables name, and one authority more. */
export function caBundle(env: NodeJS.ProcessEnv, authority: string): string {
  const named = [...bundleVariables, 'NODE_EXTRA_CA_CERTS'].flatMap((name) => env[name] ?? []);
  const texts = [...new Set(named)].map(readCertificates);
  return [systemCertificates(), ...texts, authority].map((text) => `${text.trim()}\n`).join('');
}

function systemCertificates(): string {
  for (const file of systemBundles) {
    const text = readCertificates(file);
    if (text !== '') return text;
  }
  return tls.rootCertificates.join('\n');
}

/** The certificates of a file, or of the files of a folder; none of what cannot be read. */
function readCertificates(place: string): string {
  try {
    if (!statSync(place).isDirectory()) return readFileSync(place, 'utf8');
    return readdirSync(place)
      .filter((name) => /\.(pem|crt|cer)$/.test(name))
      .map((name) => readFileSync(path.join(place, name), 'utf8'))
      .join('\n');
  } catch {
    return '';
  }
}
