/** SQL, for a FROM: matches `m` with their suppliers `s` and offers `f`; a supplier by its capabilities has no offer. */
export const SUPPLY = `match m JOIN organisation s ON s.id = m.supplier_id LEFT JOIN post f ON f.id = m.offer_id`;

/** SQL condition on {@link SUPPLY}: this supplier can still be asked. Who is suspended cannot, whatever was found before. */
export const MAY_SUPPLY = `m.verdict <> 'no' AND m.dismissed_at IS NULL AND s.membership = 'approved' AND (f.id IS NULL OR f.state = 'published')`;

/** SQL condition on a match `m`: something between its need and its supplier waits for an answer or is being supplied. */
export const UNDER_WAY = `EXISTS (SELECT FROM commitment c WHERE c.need_id = m.need_id AND c.supplier_id = m.supplier_id
  AND c.state IN ('proposed','accepted','in-production','partly-sent','sent'))`;
