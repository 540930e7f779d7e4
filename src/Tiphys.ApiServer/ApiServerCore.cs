using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Admission;
using Tiphys.ApiServer.Authorization;
using Tiphys.ApiServer.Handlers;
using Tiphys.ApiServer.Kinds.Resources;
using Tiphys.ApiServer.Patching;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Tables;
using Tiphys.Storage;

namespace Tiphys.ApiServer;

/// <summary>
/// The API server without HTTP: resources over a store, and what others plug in. Plug in before the first request; parts that need
/// the server themselves (an authorizer that reads roles) are added after it is made.
/// </summary>
public sealed class ApiServerCore
{
    /// <summary>A server over a store.</summary>
    public ApiServerCore(IStore store, IEnumerable<ResourceStrategy> strategies, TimeProvider? clock = null)
    {
        Store = store;
        Registry = new ResourceRegistry(strategies);
        Clock = clock ?? TimeProvider.System;
        Handlers = new ResourceHandlers(this);
        Admission = [new NamespaceLifecycle(store, Registry)];
        TablePrinter = new TablePrinter(Clock);
        CreateHandlers = [new PodBinding(this, Registry.For<Pod>(), "binding"), new PodBinding(this, Registry.For<Binding>(), ""), new PodEviction(this)];
        var objects = new StoredObjects(store, Registry);
        WriteValidators = [new ClaimAdminAccess(objects), new ClaimStatusAccess(this), new TemplateAdminAccess(objects)];
    }

    /// <summary>The store.</summary>
    public IStore Store { get; }

    /// <summary>The resources.</summary>
    public ResourceRegistry Registry { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Decides what users may do; null lets everybody do everything, for tests.</summary>
    public IAuthorizer? Authorizer { get; set; }

    /// <summary>Admission plugins, in order.</summary>
    public IList<IAdmissionPlugin> Admission { get; }

    /// <summary>Handlers of what is posted but not stored.</summary>
    public IList<ICreateHandler> CreateHandlers { get; }

    /// <summary>Those who take part in the writes of a kind.</summary>
    internal IList<IWriteParticipant> WriteParticipants { get; } = [];

    /// <summary>Those who check the writes of a kind against what lies outside the object.</summary>
    internal IList<IWriteValidator> WriteValidators { get; }

    /// <summary>Prints tables; null answers objects instead.</summary>
    public ITablePrinter? TablePrinter { get; set; }

    /// <summary>Keeps managed fields; null leaves them as they are.</summary>
    public IManagedFieldsTracker? ManagedFields { get; set; } = new ManagedFieldsTracker();

    /// <summary>Server-side apply; null answers 415 to it.</summary>
    public IApplyEngine? ApplyEngine { get; set; } = new ApplyEngine();

    /// <summary>The other patches; null answers 415 to them.</summary>
    public IPatchEngine? PatchEngine { get; set; } = new PatchEngine();

    /// <summary>The verbs.</summary>
    internal ResourceHandlers Handlers { get; }

    /// <summary>The handler of what is posted but not stored; null when there is none.</summary>
    internal ICreateHandler? FindCreateHandler(GroupVersionResource resource, string subresource) =>
        CreateHandlers.FirstOrDefault(handler => handler.Resource == resource && handler.Subresource == subresource);
}
