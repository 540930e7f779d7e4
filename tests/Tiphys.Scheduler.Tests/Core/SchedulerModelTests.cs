using CsCheck;
using Tiphys.Api.Core.V1;
using Tiphys.Scheduler.Core;
using Tiphys.Scheduler.Queue;
using Tiphys.Scheduler.Tests.Fakes;

namespace Tiphys.Scheduler.Tests.Core;

/// <summary>Random histories of small clusters, each decision compared with <see cref="BruteForce"/>.</summary>
public sealed class SchedulerModelTests
{
    private const int Steps = 60;

    [Fact]
    public void Decisions_agree_with_brute_force_and_no_pod_waits_that_fits() => Gen.Int[0, 1_000_000].Sample(seed => { Run(seed); }, iter: 300);

    [Fact]
    public void Same_seed_gives_same_decisions() => Gen.Int[0, 1_000_000].Sample(seed => Assert.Equal(Run(seed), Run(seed)), iter: 30);

    private static List<string> Run(int seed) => new History(seed).Run();

    private sealed class History(int seed)
    {
        // Changes alone must wake pods here: the long wait would hide a rule that is missing.
        private readonly CoreHarness _harness = new(
            new SchedulerOptions { PodMaxInUnschedulable = TimeSpan.FromDays(1) }, seed: seed);

        private readonly Random _random = new(seed);
        private readonly RandomCluster _cluster = new(new Random(seed));
        private readonly Dictionary<string, Node> _nodes = [];
        private readonly Dictionary<string, Pod> _placed = [];
        private readonly Dictionary<string, Pod> _waiting = [];
        private readonly HashSet<string> _unconfirmed = [];
        private readonly List<string> _trace = [];

        internal List<string> Run()
        {
            for (var step = 0; step < Steps; step++)
            {
                Change();
                Drain();
                Reference().CheckRoom();
                if (_random.Next(3) == 0)
                {
                    Settle();
                    CheckNoneWaitsInVain();
                }
            }

            return _trace;
        }

        private BruteForce Reference() => new(_nodes.Values, _placed.Values);

        private void Change()
        {
            switch (_random.Next(10))
            {
                case 0 or 1 when _nodes.Count < 8:
                    AddNode(_nodes.Count);
                    break;
                case 2 when _nodes.Count > 0:
                    UpdateNode(_nodes.Keys.ElementAt(_random.Next(_nodes.Count)));
                    break;
                case 3 when _placed.Count > 0:
                    Delete(_placed.Keys.ElementAt(_random.Next(_placed.Count)));
                    break;
                case 4 when _unconfirmed.Count > 0:
                    FailBinding(_unconfirmed.ElementAt(_random.Next(_unconfirmed.Count)));
                    break;
                case 5:
                    _harness.Time.Advance(TimeSpan.FromSeconds(_random.Next(20)));
                    break;
                default:
                    var pod = _cluster.Pod();
                    _waiting.Add(pod.Metadata.UID, pod);
                    _harness.Core.SetPod(pod);
                    break;
            }
        }

        private void AddNode(int number)
        {
            var node = _cluster.Node(number);
            _nodes.Add(node.Metadata.Name, node);
            _harness.Core.SetNode(node);
        }

        /// <summary>A node's labels, taints or size change; never below what its pods already take, which is not the scheduler's doing.</summary>
        private void UpdateNode(string name)
        {
            var other = _cluster.Node(int.Parse(name[1..], System.Globalization.CultureInfo.InvariantCulture));
            var node = _random.Next(2) == 0 ? other with { Status = _nodes[name].Status } : _nodes[name] with { Status = other.Status };
            var before = _nodes[name];
            _nodes[name] = node;
            try
            {
                Reference().CheckRoom();
            }
            catch (Xunit.Sdk.XunitException)
            {
                _nodes[name] = before;
                return;
            }

            _harness.Core.SetNode(node);
        }

        private void Delete(string uid)
        {
            _placed.Remove(uid);
            _unconfirmed.Remove(uid);
            _harness.Core.RemovePod(uid);
        }

        private void FailBinding(string uid)
        {
            var pod = _placed[uid];
            _placed.Remove(uid);
            _unconfirmed.Remove(uid);
            _waiting.Add(uid, pod.On(""));
            _harness.Core.BindingFailed(uid);
        }

        private void Drain()
        {
            while (_harness.Next() is { } attempt)
            {
                var uid = attempt.Queued.Uid;
                var node = attempt.Decision.NodeName;
                _trace.Add($"{uid} {node} {attempt.Decision.Message}");
                Check(_waiting[uid], node);
                if (node is not null)
                {
                    _placed.Add(uid, _waiting[uid].On(node));
                    _waiting.Remove(uid);
                    _unconfirmed.Add(uid);
                }
            }
        }

        private void Check(Pod pod, string? node)
        {
            var reference = Reference();
            if (node is null)
            {
                Assert.Empty(reference.Feasible(pod));
            }
            else
            {
                Assert.Contains(node, reference.Best(pod));
            }
        }

        /// <summary>All bindings are seen, all rests are over, and every pod was tried that had reason to be.</summary>
        private void Settle()
        {
            while (_unconfirmed.Count > 0)
            {
                foreach (var uid in _unconfirmed.ToArray())
                {
                    _unconfirmed.Remove(uid);
                    _harness.Core.SetPod(_placed[uid]);
                }

                _harness.Time.Advance(TimeSpan.FromSeconds(10));
                Drain();
            }

            _harness.Time.Advance(TimeSpan.FromSeconds(10));
            Drain();
        }

        private void CheckNoneWaitsInVain()
        {
            if (_unconfirmed.Count > 0)
            {
                return;
            }

            foreach (var (uid, pod) in _waiting)
            {
                Assert.Equal(QueuePlace.Unschedulable, _harness.Core.Queue.Find(uid)!.Place);
                Assert.Empty(Reference().Feasible(pod));
            }
        }
    }
}
