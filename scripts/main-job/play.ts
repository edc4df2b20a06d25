import type { FreshDatabase } from '../support/database.ts';
import { startExchange } from '../support/exchange.ts';
import { time } from '../support/figures.ts';
import type { MailServer } from '../support/mail-server.ts';
import { transcript } from '../support/transcript.ts';
import { answers } from './answering.ts';
import { delivery } from './delivering.ts';
import { nothingFits, onlyOnce, unsubscribing } from './fading.ts';
import { need, offers } from './publishing.ts';
import { otherDirection } from './returning.ts';
import { setStage, type Stage } from './stage.ts';

async function scenes(stage: Stage): Promise<void> {
  await offers(stage);
  const published = await need(stage);
  const promised = await answers(stage, published);
  await delivery(stage, published.needId, promised);
  await otherDirection(stage);
  await nothingFits(stage);
  await unsubscribing(stage);
  await onlyOnce(stage, published.needId);
}

/** Plays the main job of the product from end to end. Returns what was not as expected. */
export async function play(database: FreshDatabase, mail: MailServer): Promise<readonly string[]> {
  const say = transcript();
  const started = performance.now();
  const running = await startExchange(database.url, mail.url);
  try {
    const stage = await setStage(running, mail, say);
    say.line(
      `exchange with web and worker at ${running.baseUrl}, mail server at ${mail.url}, ready in ${time(performance.now() - started)}`,
    );
    await scenes(stage);
  } finally {
    await running.stop();
  }
  const failures = say.failures();
  console.log(
    `\n${say.checks()} checks, ${failures.length} failed, ${mail.mails.length} mails, ${time(performance.now() - started)}`,
  );
  for (const failure of failures) console.log(`  ✗ ${failure}`);
  return failures;
}
