using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Json.Tree;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Client.Events;

/// <summary>Tells people what happened to objects, as Events.</summary>
public interface IEventRecorder
{
    /// <summary>Records something; never waits and never fails.</summary>
    /// <param name="regarding">The object.</param>
    /// <param name="type"><c>Normal</c> or <c>Warning</c>.</param>
    /// <param name="reason">Why, as one word in CamelCase.</param>
    /// <param name="message">What happened, for people.</param>
    /// <param name="fieldPath">Part of the object, for example <c>spec.containers{web}</c>.</param>
    void Record(IKubernetesObject regarding, string type, string reason, string message, string fieldPath = "");
}

/// <summary>
/// Writes core/v1 Events from a queue of its own: at most 1,000 wait, newer ones are dropped then, because Events must never hold up work.
/// </summary>
/// <param name="client">Where Events are written.</param>
/// <param name="component">Who reports, for example <c>deployment-controller</c>.</param>
/// <param name="host">Node or host of the reporter; may be empty.</param>
/// <param name="clock">Time.</param>
/// <param name="logger">Log.</param>
public sealed partial class EventRecorder(IKubernetesClient client, string component, string host, TimeProvider clock, ILogger logger) : IEventRecorder
{
    private readonly Channel<Occurrence> _queue = Channel.CreateBounded<Occurrence>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly EventCorrelator _correlator = new();

    /// <inheritdoc/>
    public void Record(IKubernetesObject regarding, string type, string reason, string message, string fieldPath = "")
    {
        var metadata = regarding.Metadata;
        var reference = ObjectReference.Empty with
        {
            APIVersion = regarding.ApiVersion,
            Kind = regarding.Kind,
            Namespace = metadata.Namespace,
            Name = metadata.Name,
            UID = metadata.UID,
            ResourceVersion = metadata.ResourceVersion,
            FieldPath = fieldPath,
        };
        _queue.Writer.TryWrite(new Occurrence(reference, type, reason, message, clock.GetUtcNow()));
    }

    /// <summary>Writes until the caller stops it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var occurrence in _queue.Reader.ReadAllAsync(cancellationToken))
            {
                await WriteAsync(occurrence, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task WriteAsync(Occurrence what, CancellationToken cancellationToken)
    {
        if (_correlator.Decide(what) is not { } decision)
        {
            return;
        }

        try
        {
            if (decision.IsNew)
            {
                await client.CreateAsync(NewEvent(what, decision), cancellationToken);
            }
            else
            {
                await CountAsync(what, decision, cancellationToken);
            }
        }
        catch (ApiException error) when (error.IsNotFound && !decision.IsNew)
        {
            // Events are deleted after an hour: it begins anew.
            _correlator.Forget(decision.EventName);
            await WriteAsync(what, cancellationToken);
        }
        catch (Exception error) when (error is ApiException or HttpRequestException or TimeoutException or IOException)
        {
            // As upstream: an Event that the server rejects, for example because its namespace goes away, is given up.
            Log.Failed(logger, error, what.Reason, what.Regarding.Kind, what.Regarding.Namespace, what.Regarding.Name);
        }
    }

    private async Task CountAsync(Occurrence what, EventDecision decision, CancellationToken cancellationToken)
    {
        var patch = JsonMap.Of(
            ("count", decision.Count), ("lastTimestamp", new Time(what.Time).ToString()), ("message", decision.Message));
        await client.PatchAsync<Event>(NamespaceOf(what), decision.EventName, PatchRequest.Merge(patch.ToUtf8()), null, cancellationToken);
    }

    private Event NewEvent(Occurrence what, EventDecision decision) => Event.Empty with
    {
        Metadata = ObjectMeta.Empty with { Namespace = NamespaceOf(what), Name = decision.EventName },
        InvolvedObject = what.Regarding,
        Type = what.Type,
        Reason = what.Reason,
        Message = decision.Message,
        Source = EventSource.Empty with { Component = component, Host = host },
        FirstTimestamp = new Time(decision.First),
        LastTimestamp = new Time(what.Time),
        Count = decision.Count,
        ReportingController = component,
        ReportingInstance = host,
    };

    // Events of cluster-wide objects live in the namespace "default".
    private static string NamespaceOf(Occurrence what) => what.Regarding.Namespace.Length == 0 ? "default" : what.Regarding.Namespace;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "event {Reason} of {Kind} {Namespace}/{Name} could not be written")]
        public static partial void Failed(ILogger logger, Exception error, string reason, string kind, string @namespace, string name);
    }
}
