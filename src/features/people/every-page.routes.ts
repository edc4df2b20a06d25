import type { Route } from '../../web/route.ts';
import type { AccountTools } from '../accounts/index.ts';
import { invitationRoutes } from './invitation.routes.ts';
import { peopleRoutes } from './people.routes.ts';
import { registryRoutes } from './registry.routes.ts';

const DAY = 86_400;

/** Every page about people and their roles. */
export function routesOfPeople({ newPassword, devices, limit, clock }: AccountTools): Route[] {
  const { uow, mailer, messages, links } = newPassword;
  const commands = { uow, mailer, messages, links, perInviter: limit('invitation', 40, DAY) };
  return [...peopleRoutes({ commands, clock }), ...invitationRoutes({ commands, devices }), ...registryRoutes(commands)];
}
