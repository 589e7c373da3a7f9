/**
 * WebSockets on which people and programs follow what goes on. A service declares a {@link dev.liverun.api.live.LiveRoute}
 * bean and gets: the token checked at the upgrade and at its expiry, Origin, heartbeats, capped frames and messages, and
 * for each reader a bounded buffer; who reads too slowly gets a fresh snapshot instead of an ever longer queue.
 *
 * <pre>{@code
 * @ApplicationScoped
 * class BoardRoute implements LiveRoute {
 *     public String path() {
 *         return "/integrations/stream";
 *     }
 *
 *     public String role() {
 *         return Roles.VIEWER;
 *     }
 *
 *     public Uni<LiveFeed<?>> open(LiveRequest request) {      // a Problem here is the answer to the upgrade
 *         return Uni.createFrom().item(new BoardFeed());
 *     }
 *
 *     class BoardFeed implements LiveFeed<Change> {
 *         private LiveSink<Change> sink;
 *
 *         public Uni<Void> join(LiveSink<Change> joined) {      // from now on changes are offered
 *             sink = joined;
 *             return hub.add(joined);
 *         }
 *
 *         public Uni<List<String>> catchUp(boolean fresh) {     // after join: nothing is missed in between
 *             return board.read().map(now -> List.of(json(snapshot(now))));
 *         }
 *
 *         public String message(Change change) {                // null: this reader has it, or does not want it
 *             return change.json();
 *         }
 *
 *         public void leave() {
 *             hub.remove(sink);
 *         }
 *     }
 * }
 * }</pre>
 *
 * What a reader sees: messages of the feed; {@code {"type": "heartbeat", "at": …}} now and then; and one of the close codes
 * of {@link dev.liverun.api.live.CloseCode}. What a reader sends is not looked at.
 */
@NullMarked
package dev.liverun.api.live;

import org.jspecify.annotations.NullMarked;
