import { DEMO_PASSWORD } from '../features/seeding/index.ts';
import { paths } from '../paths.ts';
import type { Config } from '../config.ts';

/** What a person who just started the exchange wants to know. */
export function welcome(config: Config, baseUrl: string): string[] {
  const lines = ['', `  Giełda kooperacji: ${baseUrl}`];
  if (config.smtpUrl === null) lines.push(`  Mailbox (captured mails): ${baseUrl}${paths.mailbox()}`);
  if (config.seed === 'demo') {
    lines.push(
      '', `  Demo sign-ins, password ${DEMO_PASSWORD}`,
      '    clinic        agnieszka.lipka@zolty-parasol.example',
      '    firm          robert.jaskolka@prosta-folia.example',
      '    coordinator   joanna.wrzos@klaster-zakole.example',
      '    administrator tomasz.iglicki@klaster-zakole.example',
    );
  }
  return [...lines, '', '  Ctrl-C stops it.', ''];
}
