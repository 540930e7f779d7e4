using Tiphys.Api.Autoscaling.V1;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.ManagedFields;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Storage;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Handlers;

/// <content>scale: a view of a workload with managers of its own.</content>
internal sealed partial class ResourceHandlers
{
    private static readonly GroupVersionKind ScaleKind = new("autoscaling", "v1", "Scale");
    private static readonly KindCodec ScaleCodec = ApiCatalog.FindCodec(ScaleKind)!;

    public static Scale ReadScale(StoredObject value) => ScaleConversion.From(value.Value);

    /// <summary>Writes the scale that a client sends.</summary>
    public ValueTask<StoredObject> UpdateScaleAsync(
        RequestContext context, ResourceInfo resource, string name, Scale scale, string manager, CancellationToken cancellationToken) =>
        ChangeScaleAsync(context, resource, name, (info, old) => TrackScale(context, info, scale, old, manager), cancellationToken);

    /// <summary>Patches the scale, or applies to it.</summary>
    public ValueTask<StoredObject> PatchScaleAsync(
        RequestContext context, ResourceInfo resource, string name, PatchInput patch, CancellationToken cancellationToken) =>
        ChangeScaleAsync(context, resource, name, (info, old) => PatchScale(context, info, name, patch, old), cancellationToken);

    private ValueTask<StoredObject> ChangeScaleAsync(
        RequestContext context, ResourceInfo resource, string name, Func<ResourceInfo, Scale, Scale> change, CancellationToken cancellationToken)
    {
        var main = new RequestContext { User = context.User, Namespace = context.Namespace, DryRun = context.DryRun, Clock = context.Clock };
        var info = resource.Showing(ScaleCodec);
        return ChangeAsync(main, resource, name, null, (old, _) => Onto(resource, old, change(info, WithManagers(old)), name), cancellationToken);
    }

    private static Scale WithManagers(IKubernetesObject workload)
    {
        var scale = ScaleConversion.From(workload);
        return scale with { Metadata = scale.Metadata with { ManagedFields = ScaleManagers.OfScale(workload.Metadata.ManagedFields) } };
    }

    private static IKubernetesObject Onto(ResourceInfo resource, IKubernetesObject old, Scale scale, string name)
    {
        if (scale.Spec.Replicas < 0)
        {
            var errors = new FieldErrors();
            errors.Invalid(FieldPath.Root("spec").Child("replicas"), scale.Spec.Replicas, FieldErrorsExtensions.NotNegative);
            throw errors.ToException(ScaleKind, name);
        }

        var value = ScaleConversion.Onto(old, scale);
        var managers = ScaleManagers.OfParent(old.Metadata.ManagedFields, scale.Metadata.ManagedFields, resource.Kind.ApiVersion);
        return value.WithMetadata(value.Metadata with { ManagedFields = managers });
    }

    private Scale PatchScale(RequestContext context, ResourceInfo info, string name, PatchInput patch, Scale old)
    {
        if (patch.ContentType == PatchInput.ApplyType)
        {
            var applier = server.ApplyEngine ?? throw Unsupported(patch.ContentType);
            var applied = applier.Apply(info, old, null, patch.Body, patch.Manager, patch.Force, context.Subresource, Time.Now(server.Clock));
            ReportDuplicates(context, patch);
            return (Scale)OfRequest(context, info, name, applied);
        }

        var engine = server.PatchEngine ?? throw Unsupported(patch.ContentType);
        var json = engine.Patch(info, patch.ContentType, ApiJson.Write(old), patch.Body);
        return TrackScale(context, info, ApiJson.Read<Scale>(json.Span), old, patch.Manager);
    }

    private Scale TrackScale(RequestContext context, ResourceInfo info, Scale scale, Scale old, string manager) =>
        (Scale)Track(context, info, scale, old, null, manager);
}
