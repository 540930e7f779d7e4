using Tiphys.Api.Apps.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.Controllers.Shared;

namespace Tiphys.Controllers.Deployments;

/// <summary>
/// Decides what one pass over a Deployment does, from what is there (<c>pkg/controller/deployment</c>). A pass takes one step of a rollout; the
/// changes that come of it start the next.
/// </summary>
internal sealed class DeploymentCore
{
    private const string NewCreated = "NewReplicaSetCreated";
    private const string NewFound = "FoundNewReplicaSet";
    private const string Paused = "DeploymentPaused";
    private const string Resumed = "DeploymentResumed";
    private readonly Deployment _deployment;
    private readonly Time _now;
    private readonly bool _oldPodsRun;

    // The ReplicaSets as the pass leaves them, oldest first; the newest is the one that has the Deployment's template.
    private readonly List<ReplicaSetChange> _old;
    private ReplicaSetChange? _newest;
    private ReplicaSet? _created;
    private DeploymentStatus _status;

    private DeploymentCore(Deployment deployment, IEnumerable<ReplicaSet> owned, bool oldPodsRun, DateTimeOffset now)
    {
        (_deployment, _oldPodsRun, _now, _status) = (deployment, oldPodsRun, new Time(now), deployment.Status);
        var sets = owned.OldestFirst().ToList();
        var newest = sets.Find(set => TemplateHash.SameIgnoringHash(set.Spec.Template, deployment.Spec.Template));
        _newest = newest is null ? null : new(newest, newest);
        _old = sets.Where(set => set != newest).Select(set => new ReplicaSetChange(set, set)).ToList();
    }

    private IEnumerable<ReplicaSet> Old => _old.Select(change => change.After);

    private ReplicaSet? Newest => _newest?.After ?? _created;

    private IEnumerable<ReplicaSet> All => Newest is { } newest ? Old.Append(newest) : Old;

    /// <summary>The plan for a pass.</summary>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="owned">Its ReplicaSets.</param>
    /// <param name="oldPodsRun">True when a pod that has not ended belongs to a ReplicaSet other than the newest.</param>
    /// <param name="now">Current time.</param>
    public static DeploymentPlan Plan(Deployment deployment, IEnumerable<ReplicaSet> owned, Func<ReplicaSet?, bool> oldPodsRun, DateTimeOffset now)
    {
        var sets = owned.ToList();
        var newest = sets.OldestFirst().FirstOrDefault(set => TemplateHash.SameIgnoringHash(set.Spec.Template, deployment.Spec.Template));
        return new DeploymentCore(deployment, sets, oldPodsRun(newest), now).Plan();
    }

    private DeploymentPlan Plan()
    {
        if (_deployment.Metadata.DeletionTimestamp is not null)
        {
            return Finish(DeploymentProgress.Basic(_deployment with { Status = _status }, All, Newest, _now));
        }

        NotePause();
        SyncNewest();
        if (_deployment.Spec.Paused || IsScaling())
        {
            ScaleInProportion();
            var status = DeploymentProgress.Basic(_deployment with { Status = _status }, All, Newest, _now);
            return Finish(status, _deployment.Spec.Paused ? Surplus() : []);
        }

        var moved = _deployment.IsRolling() ? Roll() : Recreate();
        var deletions = !moved && Rollout.IsComplete(_deployment, _deployment.Status) ? Surplus() : [];
        var after = DeploymentProgress.Judge(_deployment with { Status = _status }, All, Newest, _now);
        return Finish(after, deletions);
    }

    private DeploymentPlan Finish(DeploymentStatus status, IReadOnlyList<ReplicaSet>? deletions = null) => new()
    {
        Create = _created,
        Changes = [.. (_newest is null ? _old : _old.Append(_newest)).Where(change => change.Before != change.After)],
        Deletions = deletions ?? [],
        Revision = Newest?.Metadata.Annotations.GetValueOrDefault(Revisions.Revision),
        Status = status,
        Again = status == _deployment.Status ? DeploymentProgress.NextCheck(_deployment, status, _now) : null,
    };

    // A pause is no progress and no lack of it: the clock of the deadline starts anew when it ends.
    private void NotePause()
    {
        var current = _status.Condition(DeploymentConditionType.Progressing);
        if (!_deployment.HasProgressDeadline() || current?.Reason == DeploymentProgress.TimedOut)
        {
            return;
        }

        if (_deployment.Spec.Paused && current?.Reason != Paused)
        {
            _status = _status.With(DeploymentConditionType.Progressing, "Unknown", Paused, "Deployment is paused", _now);
        }
        else if (!_deployment.Spec.Paused && current?.Reason == Paused)
        {
            _status = _status.With(DeploymentConditionType.Progressing, "Unknown", Resumed, "Deployment is resumed", _now);
        }
    }

    private long NextRevision() => Old.Select(Revisions.Of).DefaultIfEmpty().Max() + 1;

    private void SyncNewest()
    {
        if (_newest is not { After: var set })
        {
            return;
        }

        _newest = _newest with
        {
            After = set with
            {
                Metadata = set.Metadata with { Annotations = Revisions.ForNewest(_deployment, set.Metadata.Annotations, NextRevision()) },
                Spec = set.Spec with { MinReadySeconds = _deployment.Spec.MinReadySeconds },
            },
        };
        if (_deployment.HasProgressDeadline() && _status.Condition(DeploymentConditionType.Progressing) is null)
        {
            _status = _status.With(DeploymentConditionType.Progressing, "True", NewFound, $"Found new replica set \"{set.Metadata.Name}\"", _now);
        }
    }

    private void CreateNewest()
    {
        var template = _deployment.Spec.Template;
        var hash = TemplateHash.Of(template, _status.CollisionCount);
        var labels = template.Metadata.Labels.SetItem(TemplateHash.Label, hash);
        var name = _deployment.Metadata.Name;
        var annotations = Revisions.ForNewest(_deployment, default, NextRevision());
        var selector = _deployment.Spec.Selector ?? LabelSelector.Empty;
        _created = ReplicaSet.Empty with
        {
            Metadata = ObjectMeta.Empty with
            {
                // Names have at most 253 characters (RFC 1123 as Kubernetes takes it).
                Name = $"{name[..Math.Min(name.Length, 252 - hash.Length)]}-{hash}",
                Namespace = _deployment.Metadata.Namespace,
                Labels = labels,
                Annotations = Revisions.WithSizes(annotations, _deployment.Replicas(), _deployment.MaxTotal()),
                OwnerReferences = [Owners.ControllerReference(_deployment)],
            },
            Spec = ReplicaSetSpec.Empty with
            {
                Replicas = Rollout.NewestSize(_deployment, Old, 0),
                MinReadySeconds = _deployment.Spec.MinReadySeconds,
                Selector = selector with { MatchLabels = selector.MatchLabels.SetItem(TemplateHash.Label, hash) },
                Template = template with { Metadata = template.Metadata with { Labels = labels } },
            },
        };
        if (_deployment.HasProgressDeadline())
        {
            _status = _status.With(
                DeploymentConditionType.Progressing, "True", NewCreated, $"Created new replica set \"{_created.Metadata.Name}\"", _now);
        }
    }

    // The Deployment was scaled since its ReplicaSets were sized: all of them share that, before the rollout goes on.
    private bool IsScaling() => All.Any(set =>
        set.Replicas() > 0 && Revisions.Size(set, Revisions.DesiredReplicas) is { } desired && desired != _deployment.Replicas());

    private void ScaleInProportion()
    {
        var active = All.Where(set => set.Replicas() > 0).ToList();
        var latest = Newest ?? Old.LastOrDefault();
        if (active.Count <= 1)
        {
            if ((active.Count == 1 ? active[0] : latest) is { } only)
            {
                Scale(only, _deployment.Replicas());
            }
        }
        else if (IsSaturated())
        {
            foreach (var set in Old.ToList())
            {
                Scale(set, 0);
            }
        }
        else if (_deployment.IsRolling())
        {
            foreach (var (set, size) in Proportions.Of(_deployment, active))
            {
                Scale(set, size, always: true);
            }
        }
    }

    private bool IsSaturated() => Newest is { } newest
        && newest.Replicas() == _deployment.Replicas()
        && Revisions.Size(newest, Revisions.DesiredReplicas) == _deployment.Replicas()
        && newest.Status.AvailableReplicas == _deployment.Replicas();

    private bool Roll()
    {
        if (Newest is null)
        {
            CreateNewest();
        }

        var newest = Newest!;
        var size = newest.Replicas() > _deployment.Replicas() ? _deployment.Replicas() : Rollout.NewestSize(_deployment, All, newest.Replicas());
        if (newest.Replicas() != _deployment.Replicas() && Scale(newest, size))
        {
            return true;
        }

        return ScaleDownOld(Newest!);
    }

    // Old pods that are not available go first, since their end costs nothing; then as many as the new ones replace.
    private bool ScaleDownOld(ReplicaSet newest)
    {
        var minAvailable = _deployment.Replicas() - _deployment.MaxUnavailable();
        var unavailableNew = newest.Replicas() - newest.Status.AvailableReplicas;
        var room = All.Sum(set => set.Replicas()) - minAvailable - unavailableNew;
        if (room <= 0 || Old.All(set => set.Replicas() == 0))
        {
            return false;
        }

        var cleaned = 0;
        foreach (var set in Old.ToList())
        {
            var unhealthy = Math.Min(room - cleaned, set.Replicas() - set.Status.AvailableReplicas);
            if (unhealthy > 0 && Scale(set, set.Replicas() - unhealthy))
            {
                cleaned += unhealthy;
            }
        }

        var spare = All.Sum(set => set.Status.AvailableReplicas) - minAvailable;
        var ended = 0;
        foreach (var set in Old.ToList())
        {
            var down = Math.Min(set.Replicas(), spare - ended);
            if (down > 0 && Scale(set, set.Replicas() - down))
            {
                ended += down;
            }
        }

        return cleaned + ended > 0;
    }

    private bool Recreate()
    {
        var down = false;
        foreach (var set in Old.ToList())
        {
            down |= Scale(set, 0);
        }

        if (down || _oldPodsRun || Old.Any(set => set.Status.Replicas > 0))
        {
            return true;
        }

        if (Newest is null)
        {
            CreateNewest();
            return true;
        }

        return Scale(Newest, _deployment.Replicas());
    }

    // True when the size changes.
    private bool Scale(ReplicaSet set, int size, bool always = false)
    {
        if (set == _created || (!always && set.Replicas() == size))
        {
            return false;
        }

        var after = set with
        {
            Metadata = set.Metadata with
            {
                Annotations = Revisions.WithSizes(set.Metadata.Annotations, _deployment.Replicas(), _deployment.MaxTotal()),
            },
            Spec = set.Spec with { Replicas = size },
        };
        if (_newest?.After == set)
        {
            _newest = _newest with { After = after };
        }
        else
        {
            var index = _old.FindIndex(change => change.After == set);
            _old[index] = _old[index] with { After = after };
        }

        return set.Replicas() != size;
    }

    // Old ReplicaSets beyond the history that is kept, oldest revision first; one that still has pods, or may have, stays.
    private List<ReplicaSet> Surplus()
    {
        if (_deployment.Spec.RevisionHistoryLimit is not { } limit || limit == int.MaxValue)
        {
            return [];
        }

        var candidates = Old.Where(set => set.Metadata.DeletionTimestamp is null).OrderBy(Revisions.Of).ThenBy(set => set.Metadata.CreationTimestamp).ToList();
        return candidates
            .Take(Math.Max(0, candidates.Count - limit))
            .Where(set => set.Status.Replicas == 0 && set.Replicas() == 0 && set.Metadata.Generation <= set.Status.ObservedGeneration)
            .ToList();
    }
}
