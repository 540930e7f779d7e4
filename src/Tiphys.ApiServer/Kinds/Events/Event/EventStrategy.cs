using Tiphys.Api.Events.V1;
using Tiphys.ApiServer.Kinds.Conversion;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Events;

/// <summary>Rules of events of the group events.k8s.io (pkg/registry/core/event).</summary>
public sealed class EventStrategy : ResourceStrategy<Event>
{
    /// <inheritdoc/>
    public override GroupVersionKind CheckedKind => Api.Core.V1.Event.GroupVersionKind;

    /// <inheritdoc/>
    public override bool AllowsCreateOnUpdate => true;

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Event value, FieldErrors errors) => EventValidation.ValidateStrict(Stored(value), errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Event value, Event old, FieldErrors errors) =>
        EventValidation.ValidateStrictUpdate(Stored(value), Stored(old), errors);

    private static Api.Core.V1.Event Stored(Event value) => (Api.Core.V1.Event)new EventConversion().ToStored(value);

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields => Fields;

    /// <inheritdoc/>
    protected override string? SelectableField(Event value, string field) => field switch
    {
        "regarding.kind" => value.Regarding.Kind,
        "regarding.namespace" => value.Regarding.Namespace,
        "regarding.name" => value.Regarding.Name,
        "regarding.uid" => value.Regarding.UID,
        "regarding.apiVersion" => value.Regarding.APIVersion,
        "regarding.resourceVersion" => value.Regarding.ResourceVersion,
        "regarding.fieldPath" => value.Regarding.FieldPath,
        "reason" => value.Reason,
        "reportingController" => value.ReportingController,
        "type" => value.Type,
        _ => null,
    };

    private static readonly string[] Fields =
    [
        "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion",
        "regarding.resourceVersion", "regarding.fieldPath", "reason", "reportingController", "type",
    ];
}
