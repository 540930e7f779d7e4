using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;
using Tiphys.Client;

namespace Tiphys.Client.Fakes;

/// <summary>
/// The API in memory, for tests: versions and conflicts, status apart from spec, generations, finalizers, graceful deletion of pods, selectors
/// on labels and on the metadata and spec fields that components use, watches from any version. No defaults, no validation, no access control.
/// </summary>
public sealed class FakeKubernetesClient(TimeProvider clock) : IKubernetesClient
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Type, object> _stores = new();
    private readonly List<string> _requests = [];
    private readonly List<Func<FakeRequest, ApiException?>> _reactions = [];
    private readonly Dictionary<(Type, string), Func<string, string, object, object>> _subresources = [];
    private long _version;

    /// <summary>A fake on the clock of the machine.</summary>
    public FakeKubernetesClient()
        : this(TimeProvider.System)
    {
    }

    /// <summary>Writes so far, as <c>create pods default/a</c>, in order.</summary>
    public IReadOnlyList<string> Writes
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>True when pods on a node stay, marked, until they are deleted with a grace period of 0, as a kubelet does.</summary>
    public bool PodsTerminateGracefully { get; set; }

    /// <summary>Forgets the writes so far.</summary>
    public void ClearWrites()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    /// <summary>Lets requests fail: the first reaction that gives an exception counts.</summary>
    public void React(Func<FakeRequest, ApiException?> reaction)
    {
        lock (_lock)
        {
            _reactions.Add(reaction);
        }
    }

    /// <summary>Answers what is posted to a subresource: (namespace, name, body) to the answer.</summary>
    public void OnSubresource<T, TBody>(string subresource, Func<string, string, TBody, TBody> answer)
        where T : class, IKubernetesObject<T>
        where TBody : class => _subresources[(typeof(T), subresource)] = (ns, name, body) => answer(ns, name, (TBody)body);

    /// <summary>Puts an object in place as it is, whatever was there; gives it back with its version.</summary>
    public T Put<T>(T value)
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            var key = ObjectKey.Of(value);
            var old = Store<T>().Find(key);
            var metadata = value.Metadata with
            {
                UID = value.Metadata.UID.Length > 0 ? value.Metadata.UID : old?.Metadata.UID ?? Guid.NewGuid().ToString(),
                CreationTimestamp = value.Metadata.CreationTimestamp.IsZero ? Time.Now(clock) : value.Metadata.CreationTimestamp,
            };
            return Write(old is null ? WatchNoticeType.Added : WatchNoticeType.Modified, value.WithMetadata(metadata));
        }
    }

    /// <summary>Takes an object away at once, whatever finalizers it has.</summary>
    public void Remove<T>(string ns, string name)
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            if (Store<T>().Find(new(ns, name)) is { } value)
            {
                Write(WatchNoticeType.Deleted, value);
            }
        }
    }

    /// <summary>An object as it is now; null when there is none.</summary>
    public T? Find<T>(string? ns, string name)
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            return Store<T>().Find(new(ns ?? "", name));
        }
    }

    /// <summary>All objects of a kind, in order of keys.</summary>
    public IReadOnlyList<T> All<T>()
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            return [.. Store<T>().Objects.Values.OrderBy(o => o.Metadata.Namespace, StringComparer.Ordinal).ThenBy(o => o.Metadata.Name, StringComparer.Ordinal)];
        }
    }

    /// <inheritdoc/>
    public Task<T> GetAsync<T>(string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        Enter<T>("get", ns, name, null, cancellationToken);
        return Task.FromResult(Find<T>(ns, name) ?? throw NotFound<T>(name));
    }

    /// <inheritdoc/>
    public Task<ObjectList<T>> ListAsync<T>(string? ns, ListRequest request, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        Enter<T>("list", ns, "", null, cancellationToken);
        var selection = FakeSelection.Of<T>(ns, request.LabelSelector, request.FieldSelector);
        lock (_lock)
        {
            return Task.FromResult(new ObjectList<T>(All<T>().Where(selection).ToApiList(), Text(_version), "", null));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchNotice<T>> WatchAsync<T>(
        string? ns, WatchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        Enter<T>("watch", ns, "", null, cancellationToken);
        var selection = FakeSelection.Of<T>(ns, request.LabelSelector, request.FieldSelector);
        FakeWatch<T> watch;
        lock (_lock)
        {
            watch = Store<T>().Watch(request, selection, _version);
        }

        try
        {
            await foreach (var notice in watch.Notices.ReadAllAsync(cancellationToken))
            {
                yield return notice;
            }
        }
        finally
        {
            lock (_lock)
            {
                Store<T>().Watches.Remove(watch);
            }
        }
    }

    /// <summary>Ends all watches of a kind, as a server does from time to time; <paramref name="error"/> for one that ends badly.</summary>
    public void EndWatches<T>(Exception? error = null)
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            Store<T>().Watches.ForEach(watch => watch.End(error));
        }
    }

    /// <summary>Forgets the changes of a kind so far: a watch from an earlier version is answered with 410.</summary>
    public void Compact<T>()
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            Store<T>().Compact(_version);
        }
    }

    /// <inheritdoc/>
    public Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            var metadata = value.Metadata;
            var name = metadata.Name.Length > 0 ? metadata.Name : metadata.GenerateName + Guid.NewGuid().ToString("n")[..5];
            Enter<T>("create", metadata.Namespace, name, null, cancellationToken, value);
            if (Store<T>().Find(new(metadata.Namespace, name)) is not null)
            {
                var resource = ResourceOf<T>.Definition;
                throw StatusErrors.AlreadyExists(resource.Kind.Group, resource.Plural, name);
            }

            var stored = value.WithMetadata(metadata with
            {
                Name = name,
                UID = Guid.NewGuid().ToString(),
                CreationTimestamp = Time.Now(clock),
                Generation = 1,
                DeletionTimestamp = null,
            });
            return Task.FromResult(Write(WatchNoticeType.Added, stored));
        }
    }

    /// <inheritdoc/>
    public Task<T> UpdateAsync<T>(T value, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            Enter<T>("update", value.Metadata.Namespace, value.Metadata.Name, subresource, cancellationToken, value);
            return Task.FromResult(Change(value, subresource));
        }
    }

    /// <inheritdoc/>
    public Task<T> PatchAsync<T>(string? ns, string name, PatchRequest patch, string? subresource, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            Enter<T>("patch", ns, name, subresource, cancellationToken, patch: patch);
            var old = Store<T>().Find(new(ns ?? "", name)) ?? throw NotFound<T>(name);
            return Task.FromResult(Change(FakePatch.Apply(old, patch), subresource));
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync<T>(string? ns, string name, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            Enter<T>("delete", ns, name, null, cancellationToken);
            Delete(Store<T>().Find(new(ns ?? "", name)) ?? throw NotFound<T>(name), options ?? DeleteOptions.Empty);
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task DeleteCollectionAsync<T>(string? ns, ListRequest request, DeleteOptions? options, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        lock (_lock)
        {
            Enter<T>("deletecollection", ns, "", null, cancellationToken);
            foreach (var value in All<T>().Where(FakeSelection.Of<T>(ns, request.LabelSelector, request.FieldSelector)))
            {
                Delete(value, options ?? DeleteOptions.Empty);
            }

            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task<TBody> CreateSubresourceAsync<T, TBody>(string? ns, string name, string subresource, TBody body, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
        where TBody : class, IApiType<TBody>
    {
        Enter<T>("create", ns, name, subresource, cancellationToken);
        if (Find<T>(ns, name) is null)
        {
            throw NotFound<T>(name);
        }

        return Task.FromResult(_subresources.TryGetValue((typeof(T), subresource), out var answer) ? (TBody)answer(ns ?? "", name, body) : body);
    }

    private static ApiException NotFound<T>(string name)
        where T : class, IKubernetesObject<T> =>
        StatusErrors.NotFound(ResourceOf<T>.Definition.Kind.Group, ResourceOf<T>.Definition.Plural, name);

    private static string Text(long version) => version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private FakeStore<T> Store<T>()
        where T : class, IKubernetesObject<T> => (FakeStore<T>)_stores.GetOrAdd(typeof(T), static _ => new FakeStore<T>());

    private void Enter<T>(
        string verb, string? ns, string name, string? subresource, CancellationToken cancellationToken, IKubernetesObject? value = null, PatchRequest? patch = null)
        where T : class, IKubernetesObject<T>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var plural = ResourceOf<T>.Definition.Plural + (subresource is null ? "" : $"/{subresource}");
        lock (_lock)
        {
            if (verb is not ("get" or "list" or "watch"))
            {
                _requests.Add($"{verb} {plural} {new ObjectKey(ns ?? "", name)}");
            }

            var request = new FakeRequest(verb, plural, ns ?? "", name, value, patch);
            if (_reactions.Select(reaction => reaction(request)).FirstOrDefault(error => error is not null) is { } failure)
            {
                throw failure;
            }
        }
    }

    private T Change<T>(T value, string? subresource)
        where T : class, IKubernetesObject<T>
    {
        var resource = ResourceOf<T>.Definition;
        var old = Store<T>().Find(ObjectKey.Of(value)) ?? throw NotFound<T>(value.Metadata.Name);
        if (value.Metadata.ResourceVersion.Length > 0 && value.Metadata.ResourceVersion != old.Metadata.ResourceVersion)
        {
            throw StatusErrors.Conflict(
                resource.Kind.Group,
                resource.Plural,
                value.Metadata.Name,
                "the object has been modified; please apply your changes to the latest version and try again");
        }

        if (value.Metadata.UID.Length > 0 && value.Metadata.UID != old.Metadata.UID)
        {
            throw StatusErrors.Conflict(
                resource.Kind.Group, resource.Plural, value.Metadata.Name, $"Precondition failed: UID in precondition: {value.Metadata.UID}, UID in object meta: {old.Metadata.UID}");
        }

        var merged = FakeParts.Merge(old, value, subresource, resource.Subresources.Any(s => s.Name == "status"));
        if (merged == old)
        {
            return old;
        }

        return merged.Metadata.DeletionTimestamp is not null && FakeParts.MayGo(merged)
            ? Write(WatchNoticeType.Deleted, merged)
            : Write(WatchNoticeType.Modified, merged);
    }

    private void Delete<T>(T old, DeleteOptions options)
        where T : class, IKubernetesObject<T>
    {
        var resource = ResourceOf<T>.Definition;
        if ((options.Preconditions?.UID is { } uid && uid != old.Metadata.UID)
            || (options.Preconditions?.ResourceVersion is { } version && version != old.Metadata.ResourceVersion))
        {
            throw StatusErrors.Conflict(resource.Kind.Group, resource.Plural, old.Metadata.Name, "Precondition failed: UID or version in precondition");
        }

        var grace = PodsTerminateGracefully ? FakeParts.GracePeriod(old, options) : 0;
        var finalizers = FakeParts.Finalizers(old, options);
        // A grace period that is given later may only be shorter.
        var isShorter = old.Metadata.DeletionTimestamp is not null && grace < old.Metadata.DeletionGracePeriodSeconds;
        var left = old.Metadata.DeletionTimestamp is null || isShorter ? grace : old.Metadata.DeletionGracePeriodSeconds ?? 0;
        var marked = old.WithMetadata(old.Metadata with { Finalizers = finalizers, DeletionGracePeriodSeconds = left == 0 ? null : old.Metadata.DeletionGracePeriodSeconds });
        if (left == 0 && FakeParts.MayGo(marked))
        {
            Write(WatchNoticeType.Deleted, old);
        }
        else if (old.Metadata.DeletionTimestamp is null || isShorter || finalizers != old.Metadata.Finalizers)
        {
            Write(WatchNoticeType.Modified, FakeParts.MarkDeleted(marked, new Time(clock.GetUtcNow().AddSeconds(left)), left));
        }
    }

    private T Write<T>(WatchNoticeType type, T value)
        where T : class, IKubernetesObject<T>
    {
        var version = ++_version;
        var stored = value.WithMetadata(value.Metadata with { ResourceVersion = Text(version) });
        Store<T>().Write(type, stored, version);
        return stored;
    }
}

/// <summary>A request that reached the fake.</summary>
/// <param name="Verb">Verb.</param>
/// <param name="Resource">Plural, with the subresource after a slash.</param>
/// <param name="Namespace">Namespace; empty for cluster-wide.</param>
/// <param name="Name">Name; empty for lists.</param>
/// <param name="Object">Object that is written.</param>
/// <param name="Patch">Patch.</param>
public sealed record FakeRequest(string Verb, string Resource, string Namespace, string Name, IKubernetesObject? Object, PatchRequest? Patch);
