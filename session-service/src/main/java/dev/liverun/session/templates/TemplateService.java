package dev.liverun.session.templates;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** What people do with templates. They are everybody's to use, and their maker's or an operator's to change. */
@ApplicationScoped
class TemplateService {

    private static final String AUDITED = "session-template";

    private final TemplateRepository templates;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    TemplateService(TemplateRepository templates, Transactions transactions, Audit audit, Clock clock) {
        this.templates = templates;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** By name, from one to the next. */
    Uni<Page<SessionTemplate>> list(PageRequest page) {
        var cursor = page.cursor();
        var after = cursor == null ? "" : cursor.text(0);
        return Panache.withSession(() -> templates
                .find("name > ?1 order by name", after)
                .range(0, page.rows() - 1)
                .list()
                .map(rows -> Page.of(rows, page, row -> Cursor.of(row.name()))));
    }

    /** In the current transaction. */
    Uni<SessionTemplate> create(CreateTemplateRequest request, Map<String, Object> configuration, Caller caller) {
        var template =
                new SessionTemplate(request.name(), request.description(), configuration, caller.subject(), clock);
        return templates
                .persistAndFlush(template)
                .chain(() -> audit.record(AuditEntry.by(caller, "session-template.created", AUDITED, template.id())
                        .with("name", template.name())))
                .replaceWith(template);
    }

    Uni<SessionTemplate> change(UUID id, IfMatch version, ChangeTemplateRequest request, Caller caller) {
        return transactions.inTransaction(() -> templates.lock(id).chain(template -> {
            requireMaker(caller, template);
            version.check(template.version());
            template.change(request.name(), request.description(), request.configuration());
            return templates
                    .flush()
                    .chain(() -> audit.record(AuditEntry.by(caller, "session-template.changed", AUDITED, id)))
                    .replaceWith(template);
        }));
    }

    Uni<Void> delete(UUID id, Caller caller) {
        return transactions.inTransaction(() -> templates.lock(id).chain(template -> {
            requireMaker(caller, template);
            return templates
                    .delete(template)
                    .chain(() -> audit.record(AuditEntry.by(caller, "session-template.deleted", AUDITED, id)
                            .with("name", template.name())));
        }));
    }

    private static void requireMaker(Caller caller, SessionTemplate template) {
        if (!caller.is(template.createdBy()) && !caller.has(Roles.OPERATOR)) {
            throw new Forbidden("Only " + template.createdBy() + " or an operator can change this template.");
        }
    }
}
