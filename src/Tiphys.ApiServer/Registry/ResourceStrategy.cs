using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Registry;

/// <summary>What is particular to a kind: the generic handlers call it at fixed points of a write. It never changes an object in place.</summary>
public abstract class ResourceStrategy
{
    /// <summary>Kind that the strategy is for.</summary>
    public abstract GroupVersionKind Kind { get; }

    /// <summary>Kind that errors name: the one in which the objects are checked.</summary>
    public virtual GroupVersionKind CheckedKind => Kind;

    /// <summary>True when a PUT of a missing object creates it.</summary>
    public virtual bool AllowsCreateOnUpdate => false;

    /// <summary>True when an update need not name the resource version that it starts from.</summary>
    public virtual bool AllowsUnconditionalUpdate => true;

    /// <summary>True when a delete answers the deleted object instead of a status.</summary>
    public virtual bool ReturnsDeletedObject => false;

    /// <summary>Grace period of a delete when the client names none; null when the kind is deleted at once.</summary>
    public virtual long? DefaultGracePeriodSeconds(IKubernetesObject value) => null;

    /// <summary>Propagation of a delete when the client names none.</summary>
    public virtual string DefaultPropagationPolicy => Api.Meta.V1.DeletionPropagation.Background;

    /// <summary>What a client is told that deletes without saying what shall become of dependents; null for nothing.</summary>
    public virtual string? OrphanWarning => null;

    /// <summary>Fills in what the client left out.</summary>
    public abstract IKubernetesObject Default(IKubernetesObject value);

    /// <summary>Drops what a client may not set, and sets what the server does, before a create.</summary>
    public abstract IKubernetesObject PrepareForCreate(RequestContext context, IKubernetesObject value);

    /// <summary>Keeps what a client may not change on this path (status, or all but status), before an update; bumps the generation.</summary>
    public abstract IKubernetesObject PrepareForUpdate(RequestContext context, IKubernetesObject value, IKubernetesObject old);

    /// <summary>Checks a new object; metadata is checked by the caller.</summary>
    public abstract void Validate(RequestContext context, IKubernetesObject value, FieldErrors errors);

    /// <summary>Checks a change; metadata is checked by the caller.</summary>
    public abstract void ValidateUpdate(RequestContext context, IKubernetesObject value, IKubernetesObject old, FieldErrors errors);

    /// <summary>What the client should be told of an object that is accepted; <paramref name="old"/> is null for a new one.</summary>
    public virtual IEnumerable<string> Warnings(RequestContext context, IKubernetesObject value, IKubernetesObject? old) => [];

    /// <summary>True for a kind whose check of an update goes over the whole metadata once more, so that each cause is told again.</summary>
    public virtual bool ChecksMetadataAnew => Kind is { Group: "", Kind: "ConfigMap" or "Pod" or "ServiceAccount" };

    /// <summary>Checks the name of an object or the prefix of one: the reasons why it is wrong.</summary>
    public virtual IEnumerable<string> CheckName(string name, bool isPrefix) => Names.Subdomain(name, isPrefix);

    /// <summary>Values by which a field selector may select, beside <c>metadata.name</c> and <c>metadata.namespace</c>; null when the field is unknown.</summary>
    public virtual string? SelectableField(IKubernetesObject value, string field) => null;

    /// <summary>Names of the fields that <see cref="SelectableField"/> knows.</summary>
    public virtual IReadOnlyList<string> SelectableFields => [];
}

/// <summary>A strategy for objects of one generated type.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class ResourceStrategy<T> : ResourceStrategy
    where T : class, IKubernetesObject<T>
{
    /// <inheritdoc/>
    public sealed override GroupVersionKind Kind => T.GroupVersionKind;

    /// <inheritdoc cref="ResourceStrategy.Default(IKubernetesObject)"/>
    protected virtual T Default(T value) => value;

    /// <inheritdoc cref="ResourceStrategy.PrepareForCreate(RequestContext, IKubernetesObject)"/>
    protected virtual T PrepareForCreate(RequestContext context, T value) => value;

    /// <inheritdoc cref="ResourceStrategy.PrepareForUpdate(RequestContext, IKubernetesObject, IKubernetesObject)"/>
    protected virtual T PrepareForUpdate(RequestContext context, T value, T old) => value;

    /// <inheritdoc cref="ResourceStrategy.Validate(RequestContext, IKubernetesObject, FieldErrors)"/>
    protected virtual void Validate(RequestContext context, T value, FieldErrors errors)
    {
    }

    /// <inheritdoc cref="ResourceStrategy.ValidateUpdate(RequestContext, IKubernetesObject, IKubernetesObject, FieldErrors)"/>
    protected virtual void ValidateUpdate(RequestContext context, T value, T old, FieldErrors errors)
    {
    }

    /// <inheritdoc cref="ResourceStrategy.Warnings(RequestContext, IKubernetesObject, IKubernetesObject?)"/>
    protected virtual IEnumerable<string> Warnings(RequestContext context, T value, T? old) => [];

    /// <inheritdoc cref="ResourceStrategy.SelectableField(IKubernetesObject, string)"/>
    protected virtual string? SelectableField(T value, string field) => null;

    /// <inheritdoc cref="ResourceStrategy.DefaultGracePeriodSeconds(IKubernetesObject)"/>
    protected virtual long? DefaultGracePeriodSeconds(T value) => null;

    /// <inheritdoc/>
    public sealed override IKubernetesObject Default(IKubernetesObject value) => Default((T)value);

    /// <inheritdoc/>
    public sealed override IKubernetesObject PrepareForCreate(RequestContext context, IKubernetesObject value) => PrepareForCreate(context, (T)value);

    /// <inheritdoc/>
    public sealed override IKubernetesObject PrepareForUpdate(RequestContext context, IKubernetesObject value, IKubernetesObject old) =>
        PrepareForUpdate(context, (T)value, (T)old);

    /// <inheritdoc/>
    public sealed override void Validate(RequestContext context, IKubernetesObject value, FieldErrors errors) => Validate(context, (T)value, errors);

    /// <inheritdoc/>
    public sealed override void ValidateUpdate(RequestContext context, IKubernetesObject value, IKubernetesObject old, FieldErrors errors) =>
        ValidateUpdate(context, (T)value, (T)old, errors);

    /// <inheritdoc/>
    public sealed override IEnumerable<string> Warnings(RequestContext context, IKubernetesObject value, IKubernetesObject? old) =>
        Warnings(context, (T)value, (T?)old);

    /// <inheritdoc/>
    public sealed override string? SelectableField(IKubernetesObject value, string field) => SelectableField((T)value, field);

    /// <inheritdoc/>
    public sealed override long? DefaultGracePeriodSeconds(IKubernetesObject value) => DefaultGracePeriodSeconds((T)value);
}
