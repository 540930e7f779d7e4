using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of events (pkg/registry/core/event).</summary>
public sealed class EventStrategy : ResourceStrategy<Event>
{
    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    // Events of the core group come with any name: they were never checked.
    /// <inheritdoc/>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => [];

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Event value, FieldErrors errors) => EventValidation.ValidateLenient(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Event value, Event old, FieldErrors errors) => EventValidation.ValidateLenient(value, errors);

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields => Fields;

    /// <inheritdoc/>
    protected override string? SelectableField(Event value, string field) => field switch
    {
        "involvedObject.kind" => value.InvolvedObject.Kind,
        "involvedObject.namespace" => value.InvolvedObject.Namespace,
        "involvedObject.name" => value.InvolvedObject.Name,
        "involvedObject.uid" => value.InvolvedObject.UID,
        "involvedObject.apiVersion" => value.InvolvedObject.APIVersion,
        "involvedObject.resourceVersion" => value.InvolvedObject.ResourceVersion,
        "involvedObject.fieldPath" => value.InvolvedObject.FieldPath,
        "reason" => value.Reason,
        "reportingComponent" => value.ReportingController,
        "source" => value.Source.Component.Or(value.ReportingController),
        "type" => value.Type,
        _ => null,
    };

    private static readonly string[] Fields =
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
        "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
    ];
}
