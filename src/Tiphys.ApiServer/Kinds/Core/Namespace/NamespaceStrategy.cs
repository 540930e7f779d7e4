using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of namespaces (pkg/registry/core/namespace).</summary>
public sealed class NamespaceStrategy : ResourceStrategy<Namespace>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => Names.Label(name, isPrefix);

    /// <inheritdoc/>
    protected override Namespace Default(Namespace value) => value with
    {
        Metadata = value.Metadata.Name.Length == 0
            ? value.Metadata
            : value.Metadata with { Labels = value.Metadata.Labels.SetItem("kubernetes.io/metadata.name", value.Metadata.Name) },
        Status = value.Status with { Phase = value.Status.Phase.Or(NamespacePhase.Active) },
    };

    /// <inheritdoc/>
    protected override Namespace PrepareForCreate(RequestContext context, Namespace value) => Default(value) with
    {
        Spec = value.Spec.Finalizers.Contains(FinalizerName.Kubernetes)
            ? value.Spec
            : value.Spec with { Finalizers = value.Spec.Finalizers.Add(FinalizerName.Kubernetes) },
        Status = NamespaceStatus.Empty with { Phase = NamespacePhase.Active },
    };

    /// <inheritdoc/>
    protected override Namespace PrepareForUpdate(RequestContext context, Namespace value, Namespace old) => context.Subresource switch
    {
        "status" => value with { Spec = old.Spec },
        "finalize" => value with { Status = old.Status },
        _ => value with { Spec = old.Spec, Status = old.Status },
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = ["status.phase", "name"];

    /// <inheritdoc/>
    protected override string? SelectableField(Namespace value, string field) => field switch
    {
        "status.phase" => value.Status.Phase,
        "name" => value.Metadata.Name,
        _ => null,
    };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Namespace value, FieldErrors errors) => NamespaceValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Namespace value, Namespace old, FieldErrors errors) =>
        NamespaceValidation.ValidateUpdate(context.Subresource, value, errors);
}
