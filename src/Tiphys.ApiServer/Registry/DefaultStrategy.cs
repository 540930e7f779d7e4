using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Registry;

/// <summary>For kinds with nothing particular: what the client sends is stored.</summary>
internal sealed class DefaultStrategy(GroupVersionKind kind) : ResourceStrategy
{
    public override GroupVersionKind Kind => kind;

    public override IKubernetesObject Default(IKubernetesObject value) => value;

    public override IKubernetesObject PrepareForCreate(RequestContext context, IKubernetesObject value) => value;

    public override IKubernetesObject PrepareForUpdate(RequestContext context, IKubernetesObject value, IKubernetesObject old) => value;

    public override void Validate(RequestContext context, IKubernetesObject value, FieldErrors errors)
    {
    }

    public override void ValidateUpdate(RequestContext context, IKubernetesObject value, IKubernetesObject old, FieldErrors errors)
    {
    }
}
