using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Rules of the devices that drivers offer (pkg/registry/resource/resourceslice).</summary>
public sealed class ResourceSliceStrategy : ResourceStrategy<ResourceSlice>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.nodeName", "spec.driver"];

    /// <inheritdoc/>
    protected override string? SelectableField(ResourceSlice value, string field) => field switch
    {
        "spec.nodeName" => value.Spec.NodeName ?? "",
        "spec.driver" => value.Spec.Driver,
        _ => null,
    };

    /// <inheritdoc/>
    protected override ResourceSlice PrepareForCreate(RequestContext context, ResourceSlice value) => Generations.First(Prepare(context, value));

    /// <inheritdoc/>
    protected override ResourceSlice PrepareForUpdate(RequestContext context, ResourceSlice value, ResourceSlice old) =>
        Generations.Bump(Prepare(context, value), old, item => item.Spec);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ResourceSlice value, FieldErrors errors) => ResourceSliceValidation.Check(value.Spec, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ResourceSlice value, ResourceSlice old, FieldErrors errors) =>
        ResourceSliceValidation.Check(value.Spec, old.Spec, errors);

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, ResourceSlice value, ResourceSlice? old) =>
        value.Spec.Driver.Any(char.IsUpper)
            ? [$"spec.driver: driver names should be lowercase; {FieldErrors.Quote(value.Spec.Driver)} contains uppercase characters"]
            : [];

    // Lists as attributes and mappings to the node's own resources are features that are off by default: what they need is dropped.
    private static ResourceSlice Prepare(RequestContext context, ResourceSlice value)
    {
        var now = Time.Now(context.Clock);
        return value with
        {
            Spec = value.Spec with
            {
                Devices = value.Spec.Devices.Map(device => device with
                {
                    Attributes = WithoutLists(device.Attributes),
                    NodeAllocatableResourceMappings = default,
                    Taints = device.Taints.Map(taint => taint with { TimeAdded = taint.TimeAdded ?? now }),
                }),
            },
        };
    }

    private static ApiMap<DeviceAttribute> WithoutLists(ApiMap<DeviceAttribute> attributes) => attributes.IsEmpty ? attributes : attributes
        .Select(entry => KeyValuePair.Create(
            entry.Key, entry.Value with { IntValues = default, BoolValues = default, StringValues = default, VersionValues = default }))
        .ToApiMap();
}
