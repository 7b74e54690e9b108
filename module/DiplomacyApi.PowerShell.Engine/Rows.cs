using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Obligations;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Makes rows for people of messages, a file for each slice: names beside ids, and nothing but scalars.</summary>
internal sealed partial class Rows(ActorDirectory actors, PromiseTitles promises, ItemOrders items, Causes causes);
