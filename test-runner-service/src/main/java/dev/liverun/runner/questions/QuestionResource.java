package dev.liverun.runner.questions;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Transactions;
import dev.liverun.runner.recording.Recorder;
import dev.liverun.runner.runs.RunService;
import dev.liverun.runner.standing.QuestionStore;
import dev.liverun.runner.standing.Questions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Questions of tests to people. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class QuestionResource {

    /** All of them; there are few. */
    public record QuestionsResponse(List<QuestionResponse> items) {

        static QuestionsResponse of(List<QuestionStore.Asked> asked) {
            return new QuestionsResponse(
                    asked.stream().map(QuestionResponse::of).toList());
        }
    }

    private final QuestionStore store;
    private final Questions questions;
    private final RunService runs;
    private final Transactions transactions;
    private final Recorder recorder;
    private final Audit audit;
    private final Caller caller;
    private final Pool pool;
    private final Clock clock;

    QuestionResource(
            QuestionStore store,
            Questions questions,
            RunService runs,
            Transactions transactions,
            Recorder recorder,
            Audit audit,
            Caller caller,
            Pool pool,
            Clock clock) {
        this.store = store;
        this.questions = questions;
        this.runs = runs;
        this.transactions = transactions;
        this.recorder = recorder;
        this.audit = audit;
        this.caller = caller;
        this.pool = pool;
        this.clock = clock;
    }

    @GET
    @Path("/sessions/{id}/runs/questions")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What tests of the session wait to be told")
    public Uni<QuestionsResponse> open(@PathParam("id") UUID id) {
        return runs.session(id).chain(() -> store.open(id, pool)).map(QuestionsResponse::of);
    }

    @GET
    @Path("/runs/{id}/questions")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "All questions of a run, and what was said")
    public Uni<QuestionsResponse> ofRun(@PathParam("id") UUID id) {
        return store.ofRun(id, pool).map(QuestionsResponse::of);
    }

    @POST
    @Path("/runs/{id}/questions/{question}/answer")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Answer a question",
            description = "Only whoever is asked, or an operator; where nobody is named, any tester of the session.")
    public Uni<QuestionResponse> answer(
            @PathParam("id") UUID id, @PathParam("question") UUID questionId, @NotNull @Valid AnswerRequest request) {
        return store.find(questionId, pool)
                .map(found -> found.filter(question -> question.runId().equals(id))
                        .orElseThrow(() -> new NotFound("question", questionId)))
                .call(question -> runs.session(question.sessionId())
                        .invoke(session -> mayAnswer(question, session.testableBy(caller))))
                .invoke(question -> mustBePossible(question, request.answer()))
                .chain(question -> transactions.onConnection(transaction -> store.answer(
                                questionId,
                                recorder.text(request.answer()),
                                request.note() == null ? null : recorder.text(request.note()),
                                caller.subject(),
                                clock.instant().truncatedTo(ChronoUnit.MICROS),
                                transaction)
                        .map(answered -> answered.orElseThrow(TooLateToAnswer::new))
                        .call(() -> audit.record(
                                transaction,
                                AuditEntry.by(caller, "question.answered", "question", questionId)
                                        .with("answer", recorder.text(request.answer()))))))
                .invoke(questions::answered)
                .map(QuestionResponse::of);
    }

    private void mayAnswer(QuestionStore.Asked question, boolean tester) {
        boolean asked = question.askedOf() == null ? tester : caller.is(question.askedOf());
        if (!asked && !caller.has(Roles.OPERATOR)) {
            throw new Forbidden(
                    question.askedOf() == null
                            ? "Only testers who take part in the session, and operators, answer its questions."
                            : "Only " + question.askedOf() + " is asked; an operator may answer instead.");
        }
    }

    private static void mustBePossible(QuestionStore.Asked question, String answer) {
        if (!question.choices().isEmpty() && !question.choices().contains(answer)) {
            throw new Invalid("answer", "must be one of " + String.join(", ", question.choices()));
        }
    }
}
