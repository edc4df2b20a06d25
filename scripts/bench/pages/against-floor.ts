import { median } from '../../support/figures.ts';
import type { Row } from '../row.ts';
import { drive, keptAlive, pace, type Shot } from './drive.ts';
import { plainHeaders, type Asked } from './record.ts';

const CONNECTIONS = 10;
const WARM_UP = 4;
const TURN = 2;
const TURNS = 7;

const shotOf = (path: string, cookie: string): Shot =>
  ({ name: path, path, headers: plainHeaders(cookie), body: null, isRight: (status) => status === 200 });

/** One page of the product and of the floor in short turns, so that a change of the machine's speed meets both. */
export async function againstFloor(product: string, floor: string, { name, path, cookie }: Asked, target: string | null): Promise<Row[]> {
  const agent = keptAlive(CONNECTIONS);
  const paceOf = async (baseUrl: string, shot: Shot, seconds: number): Promise<number> => {
    const driven = await drive(baseUrl, agent, seconds, () => shot);
    if (driven.errors.length > 0) throw new Error(`${driven.errors.length} answers were wrong: ${driven.errors[0]}`);
    return pace(driven);
  };
  const turn = async (seconds: number) =>
    ({ product: await paceOf(product, shotOf(path, cookie), seconds), floor: await paceOf(floor, shotOf(`/${name}`, ''), seconds) });
  try {
    await turn(WARM_UP);
    const turns = [];
    for (let at = 0; at < TURNS; at += 1) turns.push(await turn(TURN));
    const paces = { product: median(turns.map((one) => one.product)), floor: median(turns.map((one) => one.floor)) };
    return [
      { name: `${name}, requests`, value: Number(paces.product.toFixed(1)), unit: '/s', target: null },
      { name: `${name}, floor`, value: Number(paces.floor.toFixed(1)), unit: '/s', target: null },
      { name: `${name} / floor`, value: Number((paces.product / paces.floor).toFixed(2)), unit: '', target },
    ];
  } finally {
    agent.destroy();
  }
}
